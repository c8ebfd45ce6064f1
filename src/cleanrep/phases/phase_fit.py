"""Phase boundaries of one repetition by fitting a model of its motion to the phase signal.

Velocity thresholds read a repetition without a pause as half a second of pause, because the trunk is slow long before
it stands still. Instead the whole repetition is described by two regularised incomplete beta functions,

    y(t) = b + A1 I(s1; p1, q1) - A2 I(s2; p2, q2),
    s1 = (t - t0) / T_con,   s2 = (t - t0 - T_con - P) / T_ecc,   both clipped to [0, 1],

with p = q = 3 for minimum jerk (Flash and Hogan 1985), fitted by robust least squares (soft L1). The exponents are
poorly identified together with the durations, so they carry a log-normal prior about minimum jerk with linear tails:
free to follow an abrupt end such as a bounce, held where the data says nothing. Where a repetition is worth counting
is decided elsewhere.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import least_squares
from scipy.special import betainc, betaln

from cleanrep.errors import CleanRepError
from cleanrep.geometry.resampling import average_in_bins
from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import PhaseTimes
from cleanrep.phases.stepped_lift import mend_stepped_lift

MIN_SAMPLES = 5
MAX_POINTS = 100
NOISE_DEG = 1.0
MIN_JERK_EXPONENT = 3.0
EXPONENT_LOG_SD = 0.25
EXPONENT_STEP = 1e-4
HALF_TO_15_PERCENT = 0.2036
"""Share of a minimum-jerk movement's duration between 15 % and 50 % of its amplitude."""

_N_SHAPE = 4
_LOWER = np.array([-np.inf, 0.1, 0.0, 0.1, -np.inf, 0.0, 0.0, *[1.0] * _N_SHAPE])
_UPPER = np.array([np.inf, 60.0, 120.0, 60.0, np.inf, np.inf, np.inf, *[9.0] * _N_SHAPE])


class PhaseFitError(CleanRepError):
    """The samples do not show a rise and a fall that could be fitted."""


@dataclass(frozen=True, slots=True)
class PhaseFit:
    """Fitted motion of one repetition.

    Attributes
    ----------
    times : PhaseTimes
        Boundaries, s.
    bottom_before_deg, top_deg, bottom_after_deg : float
        Levels of the signal before the lift, on the top plateau and after the lowering.
    residual_deg : float
        Root mean square of the residuals.
    """

    times: PhaseTimes
    bottom_before_deg: float
    top_deg: float
    bottom_after_deg: float
    residual_deg: float

    @property
    def rise(self) -> float:
        """Height of the lift in the signal's unit."""
        return self.top_deg - self.bottom_before_deg

    @property
    def fall(self) -> float:
        """Depth of the lowering in the signal's unit."""
        return self.top_deg - self.bottom_after_deg


def fit_phases(time_s: FloatArray, rising_deg: FloatArray, *, may_end_after_s: float = 0.0) -> PhaseFit:
    """Fit the phases of one repetition.

    Parameters
    ----------
    time_s : FloatArray
        (n,) increasing, from the bottom before the lift to the bottom after the lowering; steps may vary.
    rising_deg : FloatArray
        (n,) phase signal, rising in the lift, degrees; NaN samples are left out.
    may_end_after_s : float
        How far the end may lie past the last sample: 0 where the samples end at the turn to the next lift.

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
    origin = float(time[0])
    start = _guess(time - origin, value)
    problem = _Problem(time - origin, value, may_end_after_s)
    solution = least_squares(
        problem.compute_residuals,
        np.clip(start, _LOWER + 1e-3, _UPPER - 1e-3),
        jac=problem.compute_jacobian,
        bounds=(_LOWER, _UPPER),
        loss="soft_l1",
        x_scale=np.array([0.1, 0.1, 0.1, 0.1, 1.0, 1.0, 1.0, *[0.5] * _N_SHAPE]),
        ftol=1e-5,
        xtol=1e-5,
        max_nfev=40,
    )
    return _describe(solution.x, origin, problem)


class _Problem:
    """Residuals and Jacobian of the fit; the last rows are the prior and the ends of the window."""

    def __init__(self, time_s: FloatArray, value_deg: FloatArray, may_end_after_s: float) -> None:
        self.time_s = time_s
        self.latest_end_s = float(time_s[-1]) + may_end_after_s
        self.value_deg = value_deg
        self.root_n = np.sqrt(time_s.size)
        self.prior_weight = self.root_n / EXPONENT_LOG_SD * 0.6

    def compute_model(self, x: FloatArray) -> FloatArray:
        up, down = self._progress(x)
        rise = betainc(x[7], x[8], up)
        fall = betainc(x[9], x[10], down)
        model: FloatArray = x[4] + x[5] * rise - x[6] * fall
        return model

    def compute_residuals(self, x: FloatArray) -> FloatArray:
        data = (self.compute_model(x) - self.value_deg) / NOISE_DEG
        prior = self.prior_weight * np.log(x[7:] / MIN_JERK_EXPONENT)
        return np.concatenate([data, prior, self._overhang(x)])

    def compute_jacobian(self, x: FloatArray) -> FloatArray:
        n = self.time_s.size
        jacobian = np.zeros((n + _N_SHAPE + 2, x.size))
        up, down = self._progress(x)
        rise, fall = betainc(x[7], x[8], up), betainc(x[9], x[10], down)
        up_slope = x[5] * _density(up, x[7], x[8]) / x[1]
        down_slope = x[6] * _density(down, x[9], x[10]) / x[3]
        jacobian[:n, 0] = -up_slope + down_slope
        jacobian[:n, 1] = -up_slope * up + down_slope
        jacobian[:n, 2] = down_slope
        jacobian[:n, 3] = down_slope * down
        jacobian[:n, 4] = 1.0
        jacobian[:n, 5] = rise
        jacobian[:n, 6] = -fall
        for column, scale, base, args in (
            (7, x[5], rise, (x[7] + EXPONENT_STEP, x[8], up)),
            (8, x[5], rise, (x[7], x[8] + EXPONENT_STEP, up)),
            (9, -x[6], fall, (x[9] + EXPONENT_STEP, x[10], down)),
            (10, -x[6], fall, (x[9], x[10] + EXPONENT_STEP, down)),
        ):
            jacobian[:n, column] = scale * (betainc(*args) - base) / EXPONENT_STEP
        jacobian[:n] /= NOISE_DEG
        rows = np.arange(_N_SHAPE)
        jacobian[n + rows, 7 + rows] = self.prior_weight / x[7:]
        before, after = self._overhang(x)
        if before > 0:
            jacobian[-2, 0] = -self._stiffness
        if after > 0:
            jacobian[-1, :4] = self._stiffness
        return jacobian

    @property
    def _stiffness(self) -> float:
        return float(20.0 * self.root_n)

    def _overhang(self, x: FloatArray) -> FloatArray:
        """How far the movement sticks out of the window at either end; a repetition lies within its two bottoms."""
        before = max(0.0, -float(x[0]))
        after = max(0.0, float(x[:4].sum()) - self.latest_end_s)
        return self._stiffness * np.array([before, after])

    def _progress(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        up = np.clip((self.time_s - x[0]) / x[1], 0.0, 1.0)
        down = np.clip((self.time_s - x[:3].sum()) / x[3], 0.0, 1.0)
        return up, down


def _density(s: FloatArray, p: float, q: float) -> FloatArray:
    inside = (s > 0.0) & (s < 1.0)
    density = np.zeros_like(s)
    if inside.any():
        u = s[inside]
        density[inside] = np.exp((p - 1.0) * np.log(u) + (q - 1.0) * np.log1p(-u) - betaln(p, q))
    return density


def _guess(time_s: FloatArray, value_deg: FloatArray) -> FloatArray:
    low, high = np.percentile(value_deg, [3, 97])
    is_up = value_deg > low + 0.5 * (high - low)
    if high - low <= 0 or not is_up.any():
        raise PhaseFitError("expected a rise and a fall in a repetition, got a flat signal")
    first, last = int(np.argmax(is_up)), int(is_up.size - 1 - np.argmax(is_up[::-1]))
    # Each side from its own bottom: a shallow rise before a deep fall never goes below half of the fall.
    top = (first + last) // 2
    lift, rise = _guess_side(time_s[: top + 1][::-1], value_deg[: top + 1][::-1], high)
    lowering, fall = _guess_side(time_s[top:], value_deg[top:], high)
    start_s, lift_s = lift[0] - lift[1] / 2, lift[1]
    hold_s = max(lowering[0] - lowering[1] / 2 - start_s - lift_s, 0.02)
    shape = [MIN_JERK_EXPONENT] * _N_SHAPE
    return np.array([start_s, lift_s, hold_s, lowering[1], high - rise, rise, fall, *shape])


def _guess_side(time_s: FloatArray, value_deg: FloatArray, high_deg: float) -> tuple[tuple[float, float], float]:
    """Middle and duration of a movement, s, and its size, from samples that run outwards from the top."""
    low_deg = float(np.percentile(value_deg, 3))
    size_deg = max(high_deg - low_deg, 1e-3)
    is_up = value_deg > low_deg + 0.5 * size_deg
    middle = int(is_up.size - 1 - np.argmax(is_up[::-1])) if is_up.any() else 0
    levels = (low_deg + 0.15 * size_deg, low_deg + 0.85 * size_deg)
    return (float(time_s[middle]), _duration(time_s, value_deg, middle=middle, levels=levels)), size_deg


def _duration(time_s: FloatArray, value_deg: FloatArray, *, middle: int, levels: tuple[float, float]) -> float:
    """Duration of a minimum-jerk movement from the time between 15 and 85 % about its middle sample."""
    outer = middle
    while outer < value_deg.size - 1 and value_deg[outer] > levels[0]:
        outer += 1
    inner = middle
    while inner > 0 and value_deg[inner] < levels[1]:
        inner -= 1
    return max(abs(float(time_s[outer] - time_s[inner])) / (2 * HALF_TO_15_PERCENT), 0.2)


def _describe(x: FloatArray, origin_s: float, problem: _Problem) -> PhaseFit:
    start_s = origin_s + float(x[0])
    top_start_s = start_s + float(x[1])
    top_end_s = top_start_s + float(x[2])
    bottom = float(x[4])
    top = bottom + float(x[5])
    residual = problem.compute_model(x) - problem.value_deg
    # The overhang costs, but a lowering that is cut short by a bounce may still buy some.
    end_s = max(top_end_s, min(top_end_s + float(x[3]), origin_s + problem.latest_end_s))
    times = PhaseTimes(start_s, top_start_s, top_end_s, end_s)
    return PhaseFit(
        times=mend_stepped_lift(
            times,
            problem.time_s + origin_s,
            risen_deg=problem.value_deg - bottom,
            misfit_deg=residual,
            rise_deg=top - bottom,
        ),
        bottom_before_deg=bottom,
        top_deg=top,
        bottom_after_deg=top - float(x[6]),
        residual_deg=float(np.sqrt(np.mean(residual**2))),
    )
