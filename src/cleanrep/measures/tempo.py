"""Times of the phases, and how still the trunk is before the next lift."""

from math import inf, sqrt

import numpy as np

from cleanrep.geometry.quantiles import find_highest, is_whole
from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, late_measure, measure, not_measured
from cleanrep.measures.sight import (
    EDGE_S,
    LIFT_UNSEEN,
    LOWERING_UNSEEN,
    REPETITION_UNSEEN,
    REST_SPAN_S,
    STILL_DEG_S,
    TOP_UNSEEN,
    is_lift_seen,
    is_lowering_seen,
    is_pause_seen,
    is_seen,
    rests_at_last,
)
from cleanrep.measures.window import GRID_RATE_HZ, RepetitionWindow
from cleanrep.model.repetition import PhaseTimes

SETTLE_SPAN_S = 0.3
SETTLE_LEAD_S = 0.1
"""The span ends so much before the lift's fitted start, which is known to about that: else the lift's own first speed
is read as unrest, and a swing before it is read in half."""
LEFT_BOTTOM_DEG = 5.0
ENOUGH_DWELL_S = 0.3
"""A rest that was seen for so long is long enough, however it went on: the aim of `no-bounce`."""
NEXT_LIFT_UNSEEN = not_measured("the trunk was not seen before the next lift")


@measure("concentric_s", unit="s")
def measure_concentric_s(window: RepetitionWindow) -> Reading:
    """Duration of the lift by the phase fit."""
    if not is_lift_seen(window):
        return LIFT_UNSEEN
    times = window.fit.counted_times
    return Reading(times.concentric_s, times.start_s)


@measure("top_hold_s", unit="s")
def measure_top_hold_s(window: RepetitionWindow) -> Reading:
    """Duration of the pause at the top by the phase fit."""
    if not window.is_course_known:
        return UNSTEADY_TRACK
    if not is_pause_seen(window):
        return TOP_UNSEEN
    times = window.fit.counted_times
    return Reading(times.top_hold_s, times.top_start_s)


@measure("eccentric_s", unit="s")
def measure_eccentric_s(window: RepetitionWindow) -> Reading:
    """Duration of the lowering by the phase fit."""
    if not is_lowering_seen(window):
        return LOWERING_UNSEEN
    times = window.fit.counted_times
    return Reading(times.eccentric_s, (times.top_end_s + times.end_s) / 2)


@measure("bottom_dwell_s", unit="s")
def measure_bottom_dwell_s(window: RepetitionWindow) -> Reading:
    """Time about the turn at the bottom for which the trunk moves slower than 8 deg/s.

    At the least so much where the trunk still rests when the repetition is judged; not measured where that is less than
    `ENOUGH_DWELL_S` and what followed was not seen.
    """
    if not is_lowering_seen(window):
        return LOWERING_UNSEEN
    times = window.fit.times
    after = window.slice_grid((times.top_end_s + times.end_s) / 2, inf)
    lowered = -window.rising_sign * window.trunk_deg[after]
    bottom = find_highest(lowered)
    if bottom is None:
        return not_measured("the trunk was not seen at the bottom")
    has_left = lowered[bottom:] < lowered.item(bottom) - LEFT_BOTTOM_DEG
    left_after = int(has_left.argmax())
    is_over = has_left.item(left_after)
    until = bottom + left_after if is_over else lowered.size
    is_still = np.abs(window.velocity_deg_s[after][:until]) < STILL_DEG_S
    dwell_s = int(np.count_nonzero(is_still)) / GRID_RATE_HZ
    if not (is_over and is_whole(lowered[bottom:until])):
        dwell_s = max(dwell_s, REST_SPAN_S if rests_at_last(window) else 0.0)
        if dwell_s < ENOUGH_DWELL_S:
            return not_measured("the rest at the bottom was not seen to its end")
    return Reading(dwell_s, times.end_s)


@measure("time_under_tension_s", unit="s")
def measure_time_under_tension_s(window: RepetitionWindow) -> Reading:
    """From the start of the lift to the end of the lowering."""
    if not (is_lift_seen(window) and is_pause_seen(window) and is_lowering_seen(window)):
        return REPETITION_UNSEEN
    times = window.fit.times
    return Reading(times.end_s - times.start_s, times.start_s)


@late_measure("settle_velocity_deg_s", unit="deg/s")
def measure_settle_velocity_deg_s(times: PhaseTimes, next_window: RepetitionWindow) -> Reading:
    """Root mean square of the trunk's velocity over 0.3 s, up to a tenth before the next lift."""
    end_s = next_window.fit.times.start_s - SETTLE_LEAD_S
    if not is_seen(next_window, end_s - SETTLE_SPAN_S, end_s):
        return NEXT_LIFT_UNSEEN
    velocity = next_window.velocity_deg_s[next_window.slice_grid(end_s - SETTLE_SPAN_S, end_s)]
    return Reading(sqrt(velocity.dot(velocity) / velocity.size), max(end_s - SETTLE_SPAN_S, times.top_end_s))


@late_measure("bottom_hold_s", unit="s")
def measure_bottom_hold_s(times: PhaseTimes, next_window: RepetitionWindow) -> Reading:
    """Time between the end of the lowering and the next lift."""
    next_start_s = next_window.fit.times.start_s
    if not is_seen(next_window, next_start_s - EDGE_S, next_start_s + EDGE_S):
        return NEXT_LIFT_UNSEEN
    return Reading(max(0.0, next_start_s - times.end_s), times.end_s)
