"""Phase boundaries of one repetition by fitting a model of its motion to the phase signal.

Velocity thresholds read a repetition without a pause as half a second of pause, because the trunk is slow long before
it stands still. Instead the whole repetition is described by the two smooth movements of
`cleanrep.phases.motion_model`, fitted by robust least squares (soft L1). Their exponents are poorly identified
together with the durations, so they carry a log-normal prior about minimum jerk with linear tails: free to follow an
abrupt end such as a bounce, held where the data says nothing. Where a repetition is worth counting is decided
elsewhere.

The solver is MINPACK's Levenberg-Marquardt, which runs compiled but knows neither loss nor bounds: the model softens
its residuals, and has rows for what oversteps a bound.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import leastsq

from cleanrep.errors import CleanRepError
from cleanrep.geometry.resampling import average_in_bins
from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import PhaseTimes
from cleanrep.phases.first_guess import guess_parameters
from cleanrep.phases.motion_model import MotionModel, find_held_shares
from cleanrep.phases.stepped_lift import mend_stepped_lift

MIN_SAMPLES = 5
MAX_POINTS = 100
EXPONENT_LOG_SD = 0.25
TOLERANCE = 1e-5
"""Relative change of the loss or of the parameters below which the fit has ended."""
MAX_EVALUATIONS = 60


class PhaseFitError(CleanRepError):
    """The samples do not show a rise and a fall that could be fitted."""


@dataclass(frozen=True, slots=True)
class PhaseFit:
    """Fitted motion of one repetition.

    Attributes
    ----------
    times : PhaseTimes
        Boundaries, s: the top is where nothing moves.
    bottom_before_deg, top_deg, bottom_after_deg : float
        Levels of the signal before the lift, on the top plateau and after the lowering.
    residual_deg : float
        Root mean square of the residuals.
    held_before_s, held_after_s : float
        Before and after the top, when so little of the way is missing that it counts as held.
    """

    times: PhaseTimes
    bottom_before_deg: float
    top_deg: float
    bottom_after_deg: float
    residual_deg: float
    held_before_s: float = 0.0
    held_after_s: float = 0.0

    @property
    def counted_times(self) -> PhaseTimes:
        """Boundaries as a person counts them: what is as good as the top belongs to it."""
        times = self.times
        return replace(
            times,
            top_start_s=max(times.start_s, times.top_start_s - self.held_before_s),
            top_end_s=min(times.top_end_s + self.held_after_s, times.end_s),
        )

    @property
    def rise(self) -> float:
        """Height of the lift in the signal's unit."""
        return self.top_deg - self.bottom_before_deg

    @property
    def fall(self) -> float:
        """Depth of the lowering in the signal's unit."""
        return self.top_deg - self.bottom_after_deg


def fit_phases(
    time_s: FloatArray, rising_deg: FloatArray, *, may_end_after_s: float = 0.0, held_share: float = 0.0
) -> PhaseFit:
    """Fit the phases of one repetition.

    Parameters
    ----------
    time_s : FloatArray
        (n,) increasing, from the bottom before the lift to the bottom after the lowering; steps may vary.
    rising_deg : FloatArray
        (n,) phase signal, rising in the lift, degrees; NaN samples are left out.
    may_end_after_s : float
        How far the end may lie past the last sample: 0 where the samples end at the turn to the next lift.
    held_share : float
        Share of the way, 0 to below 1, that may be missing at the top and still count as held.

    Returns
    -------
    PhaseFit
        With ``times.next_start_s`` None.

    Raises
    ------
    PhaseFitError
        Fewer than `MIN_SAMPLES` seen samples, or no rise followed by a fall.
    """
    seen = np.isfinite(rising_deg)
    if int(seen.sum()) < MIN_SAMPLES:
        raise PhaseFitError(f"expected at least {MIN_SAMPLES} samples in a repetition, got {int(seen.sum())}")
    time, value = average_in_bins(time_s[seen], rising_deg[seen], max_points=MAX_POINTS)
    origin_s = float(time[0])
    since = time - origin_s
    start = guess_parameters(since, value)
    if start is None:
        raise PhaseFitError("expected a rise and a fall in a repetition, got a flat signal")
    model = MotionModel(since, value, latest_end_s=float(since[-1]) + may_end_after_s, exponent_log_sd=EXPONENT_LOG_SD)
    solution = leastsq(
        model.compute_residuals,
        start,
        Dfun=model.compute_slopes,
        col_deriv=True,
        full_output=True,  # Else it warns where the evaluations ran out, and the best so far is good enough.
        ftol=TOLERANCE,
        xtol=TOLERANCE,
        maxfev=MAX_EVALUATIONS,
    )
    return _describe(solution[0], origin_s, model, held_share=held_share)


def _describe(x: FloatArray, origin_s: float, model: MotionModel, *, held_share: float) -> PhaseFit:
    bottom, rise, fall = x[4:7].tolist()
    residual = model.compute_values(x) - model.value_deg
    times = mend_stepped_lift(
        _find_times(x, origin_s, origin_s + model.latest_end_s),
        model.time_s + origin_s,
        risen_deg=model.value_deg - bottom,
        misfit_deg=residual,
        rise_deg=rise,
    )
    held_before, held_after = find_held_shares(x, held_share)
    return PhaseFit(
        times=times,
        bottom_before_deg=bottom,
        top_deg=bottom + rise,
        bottom_after_deg=bottom + rise - fall,
        residual_deg=float(np.sqrt(np.mean(residual**2))),
        held_before_s=held_before * times.concentric_s,
        held_after_s=held_after * times.eccentric_s,
    )


def _find_times(x: FloatArray, origin_s: float, latest_end_s: float) -> PhaseTimes:
    since_s, lift_s, hold_s, lowering_s = x[:4].tolist()
    start_s = origin_s + since_s
    top_start_s = start_s + max(lift_s, 0.0)
    top_end_s = top_start_s + max(hold_s, 0.0)
    # The overhang costs, but a lowering that is cut short by a bounce may still buy some.
    return PhaseTimes(start_s, top_start_s, top_end_s, max(top_end_s, min(top_end_s + lowering_s, latest_end_s)))
