"""How fast the trunk moves, how soon it is fastest, and how hard it turns at the bottom."""

import numpy as np

from cleanrep.geometry.crossings import find_last_rise_s
from cleanrep.geometry.quantiles import compute_seen_share, find_highest
from cleanrep.measures.moments import BOTTOM_SPAN_S
from cleanrep.measures.range_of_motion import (
    measure_range_of_motion_deg,
    measure_start_trunk_deg,
    measure_top_trunk_deg,
)
from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, measure, not_measured
from cleanrep.measures.sight import (
    LIFT_UNSEEN,
    LOWERING_UNSEEN,
    TOP_UNSEEN,
    is_lift_seen,
    is_lowering_seen,
    is_top_seen,
)
from cleanrep.measures.window import RepetitionWindow, once

TURN_SPAN_S = 0.25
WAY_LEVELS = (0.05, 0.5, 0.9)
"""Shares of the way by which a lift's course is told; not its last part, for the pose model errs most near the top."""
HALF_WAY = 0.551
PEAK_PER_HALF_WAY = 2.9
"""When minimum jerk has done half of its way, as a share of the time between the outer two levels; and how much earlier
the velocity peaks when that is earlier. Within 0.016 of the peak for the incomplete beta courses of
`cleanrep.phases.motion_model` whose exponents add up to minimum jerk's, with peaks from 0.15 to 0.55."""


@measure("peak_velocity_deg_s", unit="deg/s")
@once
def measure_peak_velocity_deg_s(window: RepetitionWindow) -> Reading:
    """Fastest trunk rotation in the lift, after the 3 Hz filter; minimum jerk peaks at 1.875 range / duration."""
    velocity = window.velocity_deg_s[window.lift]
    if not is_lift_seen(window):
        return LIFT_UNSEEN
    if velocity.size < 2:
        return not_measured("the lift was too short")
    peak = int(velocity.argmax())
    return Reading(velocity.item(peak), window.grid_s[window.lift].item(peak))


@measure("peak_velocity_per_range_1_s", unit="1/s")
def measure_peak_velocity_per_range_1_s(window: RepetitionWindow) -> Reading:
    """Peak velocity of the lift over the range of motion."""
    peak, own_range = measure_peak_velocity_deg_s(window), measure_range_of_motion_deg(window)
    if peak.reason is not None:
        return peak
    if not own_range.value > 0:
        return not_measured("no range of motion")
    return Reading(peak.value / own_range.value, peak.time_s)


@measure("time_to_peak_velocity_share", unit="1")
def measure_time_to_peak_velocity_share(window: RepetitionWindow) -> Reading:
    """When in the lift the trunk is fastest, as a share of it; 0.5 for minimum jerk, less for a snatched start.

    From the moments of 5, 50 and 90 % of the way: the top of the speed is flat, so that noise moves it about, and
    where the lift begins and ends is the fit's, which takes some of a jerk for a later start.
    """
    if not window.is_course_known:
        return UNSTEADY_TRACK
    peak = measure_peak_velocity_deg_s(window)
    if peak.reason is not None:
        return peak
    if not is_top_seen(window):
        return TOP_UNSEEN
    half_way = _find_half_way_share(window)
    if half_way is None:
        return not_measured("the lift has no way up")
    share = 0.5 + PEAK_PER_HALF_WAY * (half_way - HALF_WAY)
    return Reading(min(max(share, 0.0), 1.0), peak.time_s)


def _find_half_way_share(window: RepetitionWindow) -> float | None:
    """When between 5 and 90 % of the lift's way half of it is done, 0 to 1; None where it does not pass them."""
    times = window.fit.times
    bottom, top = measure_start_trunk_deg(window).value, measure_top_trunk_deg(window).value
    inside = window.slice_grid(times.start_s - BOTTOM_SPAN_S, (times.top_start_s + times.top_end_s) / 2)
    grid_s, trunk_deg = window.grid_s[inside], window.trunk_deg[inside]
    if bottom == top:
        return None
    risen = (trunk_deg - bottom) / (top - bottom)
    early_s, middle_s, late_s = (find_last_rise_s(grid_s, risen, level) for level in WAY_LEVELS)
    if early_s is None or middle_s is None or late_s is None:
        return None
    return (middle_s - early_s) / (late_s - early_s)


@measure("eccentric_peak_to_mean", unit="1")
@once
def measure_eccentric_peak_to_mean(window: RepetitionWindow) -> Reading:
    """Peak over mean velocity of the lowering; 1.875 for minimum jerk, more when the trunk is dropped."""
    if not window.is_track_steady:
        return UNSTEADY_TRACK
    inside = window.slice_grid(window.fit.times.top_end_s, window.fit.times.end_s)
    lowering = -window.velocity_deg_s[inside]
    if not is_lowering_seen(window):
        return LOWERING_UNSEEN
    # Its last moments may lie past the last sample.
    lowering = lowering[np.isfinite(lowering)]
    if lowering.size < 2:
        return not_measured("the lowering was too short")
    peak = int(lowering.argmax())
    # Of the lowering alone: a repetition that ends lower than it began has another range.
    mean = float(lowering.sum()) / lowering.size
    if not mean > 0:
        return not_measured("the lowering has no way down")
    return Reading(lowering.item(peak) / mean, window.grid_s[inside].item(peak))


@measure("eccentric_peak_velocity_per_range_1_s", unit="1/s")
def measure_eccentric_peak_velocity_per_range_1_s(window: RepetitionWindow) -> Reading:
    """Peak velocity of the lowering over its depth; minimum jerk peaks at 1.875 / duration, a drop higher."""
    peak, eccentric_s = measure_eccentric_peak_to_mean(window), window.fit.times.eccentric_s
    if peak.reason is not None:
        return peak
    # Mean velocity times duration is the depth: an end that the fit puts too early or too late cancels.
    return Reading(peak.value / eccentric_s, peak.time_s)


@measure("turn_acceleration_deg_s2", unit="deg/s2")
def measure_turn_acceleration_deg_s2(window: RepetitionWindow) -> Reading:
    """Peak angular acceleration within 0.25 s of the end of the lowering."""
    if not is_lowering_seen(window):
        return LOWERING_UNSEEN
    end_s = window.fit.times.end_s
    # What lies past the samples is not missing: they end once the trunk rests, which may be before the fitted end.
    inside = window.slice_grid(end_s - TURN_SPAN_S, end_s + TURN_SPAN_S)
    acceleration = window.acceleration_deg_s2[inside]
    peak = find_highest(acceleration)
    if peak is None:
        return not_measured("the trunk was not seen at the bottom")
    coverage = compute_seen_share(acceleration)
    return Reading(acceleration.item(peak), window.grid_s[inside].item(peak), coverage=coverage)
