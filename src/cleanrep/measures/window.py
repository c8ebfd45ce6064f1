"""One repetition laid out for measuring: its fitted times, its samples, and smoothed series on an even grid."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from math import isnan, nan, sqrt
from typing import Any, TypeVar

import numpy as np

from cleanrep.geometry.quantiles import compute_median, is_whole
from cleanrep.geometry.resampling import resample_evenly
from cleanrep.geometry.smoothing import differentiate, smooth_zero_phase
from cleanrep.measures.moments import find_top_span
from cleanrep.model.arrays import FloatArray
from cleanrep.phases.phase_fit import PhaseFit
from cleanrep.signals.registry import get_signals
from cleanrep.signals.stretch import Stretch

GRID_RATE_HZ = 60.0
CUTOFF_HZ = 3.0
"""Cut-off of the zero-phase filter for angles from video (rules: 3 Hz for video)."""
MAX_GAP_S = 0.31
"""Longest gap that is bridged: within it neither a pause nor a turn goes by unseen. 0.3 s, of any frame rate."""
MAX_TRACK_NOISE_DEG = 0.6
"""Above this something hides the shoulder or the hip: rendered sets read 0.1 to 0.45 deg, behind a lever 0.5 to 0.8. Up
to here 1 in 100 speeds and drifts of clean repetitions was past a fault limit at most, on simulated sets."""
MAX_MISFIT_SHARE = 0.03
"""What the phase fit may leave of an unsteady course, as a share of the rise: beyond it 1 pause in 5 of simulated clean
repetitions read as none."""
TRUNK_SIGNAL = "trunk_inclination_deg"
TRUNK_M = 0.50
"""Hip-to-shoulder length where the pose model gives no metric skeleton: 0.288 of a stature of 1.74 m (de Leva 1996)."""


Taken = TypeVar("Taken")


@dataclass(frozen=True, eq=False)
class RepetitionWindow:
    """A repetition with all that its measures need.

    Attributes
    ----------
    fit : PhaseFit
        Fitted times, from the exercise's phase signal.
    rising_sign : int
        -1 where the lift lowers the trunk's inclination (back extension), +1 where it raises it (sit-up).
    stretch : Stretch
        (n) samples of the repetition with a margin on either side where there are any.
    has_settled : bool
        The samples end because the trunk was found at rest after the lowering.
    track_noise_deg : float
        Root mean square of what the filter took off the trunk's inclination over the repetition.
    grid_s, trunk_deg, velocity_deg_s, acceleration_deg_s2 : FloatArray
        (m,) even grid of `GRID_RATE_HZ`; trunk inclination, and its derivatives in the direction of the lift.
    taken : dict[Callable, Any]
        Measures taken so far, and what several of them rest on, by the function that is marked with `once`.
    """

    fit: PhaseFit
    rising_sign: int
    stretch: Stretch
    grid_s: FloatArray
    trunk_deg: FloatArray
    track_noise_deg: float
    velocity_deg_s: FloatArray
    acceleration_deg_s2: FloatArray
    has_settled: bool = False
    taken: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False)
    _signals: dict[str, FloatArray] = field(default_factory=dict)

    @property
    def is_track_steady(self) -> bool:
        """Whether speeds within a phase and drifts of a centimetre can be told from the pose model's own noise."""
        return self.track_noise_deg <= MAX_TRACK_NOISE_DEG

    @property
    def is_course_known(self) -> bool:
        """Whether the phases follow the trunk: a steady track, or one that the fit describes for all its noise."""
        return self.is_track_steady or self.fit.residual_deg <= MAX_MISFIT_SHARE * self.fit.rise

    @cached_property
    def repetition(self) -> slice:
        """The samples from the start of the lift to the end of the lowering."""
        return self.slice_samples(self.fit.times.start_s, self.fit.times.end_s)

    @cached_property
    def top(self) -> slice:
        """The samples of the hold at the top, widened where it is short."""
        return self.slice_samples(*find_top_span(self.fit.times))

    @cached_property
    def lift(self) -> slice:
        """The grid points of the lift."""
        return self.slice_grid(self.fit.times.start_s, self.fit.times.top_start_s)

    @cached_property
    def trunk_px(self) -> float:
        """Median length of the near hip-to-shoulder line in pixels; NaN when not seen."""
        return compute_median(self.signal("trunk_length_px"))

    @cached_property
    def trunk_m(self) -> float:
        """Median hip-to-shoulder length of the metric skeleton in metres; `TRUNK_M` when there is none."""
        length_m = compute_median(self.signal("trunk_length_m"))
        return TRUNK_M if isnan(length_m) else length_m

    def signal(self, name: str) -> FloatArray:
        """(n,) values of a named signal at the samples of the stretch."""
        values = self._signals.get(name)
        if values is None:
            values = self._signals[name] = get_signals()[name].compute(self.stretch)
        return values

    def slice_samples(self, start_s: float, end_s: float) -> slice:
        """The samples in ``[start_s, end_s)``."""
        return _slice_span(self.stretch.time_s, start_s, end_s)

    def slice_grid(self, start_s: float, end_s: float) -> slice:
        """The grid points in ``[start_s, end_s)``."""
        return _slice_span(self.grid_s, start_s, end_s)


def once(function: Callable[[RepetitionWindow], Taken]) -> Callable[[RepetitionWindow], Taken]:
    """Let a function of a window, which does not give None, be called at will and work once for each window."""

    @wraps(function)
    def take_once(window: RepetitionWindow) -> Taken:
        taken: Taken | None = window.taken.get(function)
        if taken is None:
            taken = window.taken[function] = function(window)
        return taken

    return take_once


def _slice_span(time_s: FloatArray, start_s: float, end_s: float) -> slice:
    return slice(*time_s.searchsorted((start_s, end_s)).tolist())


def build_window(stretch: Stretch, fit: PhaseFit, *, has_settled: bool = False) -> RepetitionWindow:
    """Smooth the trunk's inclination over a repetition and take its derivatives.

    Parameters
    ----------
    stretch : Stretch
        (n >= 2) samples around the repetition.
    has_settled : bool
        They end because the trunk was found at rest after the lowering.
    """
    trunk = get_signals()[TRUNK_SIGNAL].compute(stretch)
    grid, resampled = resample_evenly(stretch.time_s, trunk, rate_hz=GRID_RATE_HZ, max_gap_s=MAX_GAP_S)
    smoothed = smooth_zero_phase(resampled, cutoff_hz=CUTOFF_HZ, rate_hz=GRID_RATE_HZ)
    rising_sign = _find_rising_sign(grid, smoothed, fit)
    velocity = rising_sign * differentiate(smoothed, rate_hz=GRID_RATE_HZ)
    inside = _slice_span(stretch.time_s, fit.times.start_s, fit.times.end_s)
    return RepetitionWindow(
        fit=fit,
        rising_sign=rising_sign,
        stretch=stretch,
        grid_s=grid,
        trunk_deg=smoothed,
        track_noise_deg=_compute_rms(trunk[inside] - np.interp(stretch.time_s[inside], grid, smoothed)),
        velocity_deg_s=velocity,
        acceleration_deg_s2=differentiate(velocity, rate_hz=GRID_RATE_HZ),
        has_settled=has_settled,
        _signals={TRUNK_SIGNAL: trunk},
    )


def _compute_rms(value: FloatArray) -> float:
    """Root mean square of (n,) values, NaN left out; NaN when there are no others."""
    if not is_whole(value):
        value = value[np.isfinite(value)]
    return sqrt(value.dot(value) / value.size) if value.size else nan


def _find_rising_sign(grid_s: FloatArray, trunk_deg: FloatArray, fit: PhaseFit) -> int:
    """Whether the lift raises the trunk's inclination, +1 or -1; what is seen beside a gap stands for what is in it."""
    if not is_whole(trunk_deg):
        is_seen = np.isfinite(trunk_deg)
        grid_s, trunk_deg = grid_s[is_seen], trunk_deg[is_seen]
    if trunk_deg.size == 0:
        return -1
    times = fit.times
    moments = (times.start_s, (times.top_start_s + times.top_end_s) / 2)
    bottom, top = np.interp(moments, grid_s, trunk_deg).tolist()
    return 1 if top > bottom else -1
