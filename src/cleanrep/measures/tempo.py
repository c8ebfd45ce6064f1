"""Times of the phases, and how still the trunk is before the next lift."""

from math import inf, isfinite, sqrt

import numpy as np

from cleanrep.geometry.quantiles import find_highest
from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, late_measure, measure, not_measured
from cleanrep.measures.window import GRID_RATE_HZ, RepetitionWindow
from cleanrep.model.repetition import PhaseTimes

SETTLE_SPAN_S = 0.3
SETTLE_LEAD_S = 0.1
"""The span ends so much before the lift's fitted start, which is known to about that: else the lift's own first speed
is read as unrest, and a swing before it is read in half."""
LEFT_BOTTOM_DEG = 5.0
STILL_DEG_S = 8.0
"""Speed below which the trunk counts as at rest: the aim of `settle-before-next` for video."""


@measure("concentric_s", unit="s")
def measure_concentric_s(window: RepetitionWindow) -> Reading:
    """Duration of the lift by the phase fit."""
    times = window.fit.counted_times
    return Reading(times.concentric_s, times.start_s)


@measure("top_hold_s", unit="s")
def measure_top_hold_s(window: RepetitionWindow) -> Reading:
    """Duration of the pause at the top by the phase fit."""
    if not window.is_course_known:
        return UNSTEADY_TRACK
    times = window.fit.counted_times
    return Reading(times.top_hold_s, times.top_start_s)


@measure("eccentric_s", unit="s")
def measure_eccentric_s(window: RepetitionWindow) -> Reading:
    """Duration of the lowering by the phase fit."""
    times = window.fit.counted_times
    return Reading(times.eccentric_s, (times.top_end_s + times.end_s) / 2)


@measure("bottom_dwell_s", unit="s")
def measure_bottom_dwell_s(window: RepetitionWindow) -> Reading:
    """Time about the turn at the bottom for which the trunk moves slower than 8 deg/s, as far as it was watched."""
    times = window.fit.times
    after = window.slice_grid((times.top_end_s + times.end_s) / 2, inf)
    lowered = -window.rising_sign * window.trunk_deg[after]
    bottom = find_highest(lowered)
    if bottom is None:
        return not_measured("the trunk was not seen at the bottom")
    has_left = lowered[bottom:] < lowered.item(bottom) - LEFT_BOTTOM_DEG
    left_after = int(has_left.argmax())
    until = bottom + left_after if has_left.item(left_after) else lowered.size
    is_still = np.abs(window.velocity_deg_s[after][:until]) < STILL_DEG_S
    return Reading(int(np.count_nonzero(is_still)) / GRID_RATE_HZ, times.end_s)


@measure("time_under_tension_s", unit="s")
def measure_time_under_tension_s(window: RepetitionWindow) -> Reading:
    """From the start of the lift to the end of the lowering."""
    times = window.fit.times
    return Reading(times.end_s - times.start_s, times.start_s)


@late_measure("settle_velocity_deg_s", unit="deg/s")
def measure_settle_velocity_deg_s(times: PhaseTimes, next_window: RepetitionWindow) -> Reading:
    """Root mean square of the trunk's velocity over 0.3 s, up to a tenth before the next lift."""
    end_s = next_window.fit.times.start_s - SETTLE_LEAD_S
    velocity = next_window.velocity_deg_s[next_window.slice_grid(end_s - SETTLE_SPAN_S, end_s)]
    power = float((velocity * velocity).sum())
    if velocity.size == 0 or not isfinite(power):
        return not_measured("the trunk was not seen before the next lift")
    return Reading(sqrt(power / velocity.size), max(end_s - SETTLE_SPAN_S, times.top_end_s))


@late_measure("bottom_hold_s", unit="s")
def measure_bottom_hold_s(times: PhaseTimes, next_window: RepetitionWindow) -> Reading:
    """Time between the end of the lowering and the next lift."""
    return Reading(max(0.0, next_window.fit.times.start_s - times.end_s), times.end_s)
