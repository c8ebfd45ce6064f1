"""How fast the trunk moves, how soon it is fastest, and how hard it turns at the bottom."""

import numpy as np

from cleanrep.geometry.quantiles import compute_seen_share, find_highest
from cleanrep.measures.range_of_motion import measure_range_of_motion_deg
from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, measure, not_measured
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.arrays import FloatArray

TURN_SPAN_S = 0.25


def _slice_phase(window: RepetitionWindow, start_s: float, end_s: float) -> tuple[FloatArray, FloatArray]:
    inside = window.slice_grid(start_s, end_s)
    return window.grid_s[inside], window.velocity_deg_s[inside]


@measure("peak_velocity_deg_s", unit="deg/s")
def measure_peak_velocity_deg_s(window: RepetitionWindow) -> Reading:
    """Fastest trunk rotation in the lift, after the 3 Hz filter; minimum jerk peaks at 1.875 range / duration."""
    times = window.fit.times
    grid, velocity = _slice_phase(window, times.start_s, times.top_start_s)
    peak = find_highest(velocity)
    if velocity.size < 2 or peak is None:
        return not_measured("the trunk was not seen in the lift")
    return Reading(velocity.item(peak), grid.item(peak), coverage=compute_seen_share(velocity))


@measure("peak_velocity_per_range_1_s", unit="1/s")
def measure_peak_velocity_per_range_1_s(window: RepetitionWindow) -> Reading:
    """Peak velocity of the lift over the range of motion."""
    peak, own_range = measure_peak_velocity_deg_s(window), measure_range_of_motion_deg(window)
    if peak.reason is not None:
        return peak
    if not own_range.value > 0:
        return not_measured("no range of motion")
    return Reading(peak.value / own_range.value, peak.time_s, coverage=peak.coverage)


@measure("time_to_peak_velocity_share", unit="1")
def measure_time_to_peak_velocity_share(window: RepetitionWindow) -> Reading:
    """When in the lift the trunk is fastest, as a share of it; 0.5 for minimum jerk, less for a snatched start."""
    peak = measure_peak_velocity_deg_s(window)
    times = window.fit.times
    if peak.reason is not None or peak.time_s is None or times.concentric_s <= 0:
        return not_measured("the trunk was not seen in the lift")
    return Reading((peak.time_s - times.start_s) / times.concentric_s, peak.time_s, coverage=peak.coverage)


@measure("eccentric_peak_to_mean", unit="1")
def measure_eccentric_peak_to_mean(window: RepetitionWindow) -> Reading:
    """Peak over mean velocity of the lowering; 1.875 for minimum jerk, more when the trunk is dropped."""
    if not window.is_track_steady:
        return UNSTEADY_TRACK
    times = window.fit.times
    grid, velocity = _slice_phase(window, times.top_end_s, times.end_s)
    lowering = -velocity
    peak = find_highest(lowering)
    if velocity.size < 2 or peak is None:
        return not_measured("the trunk was not seen in the lowering")
    # Of the lowering alone: a repetition that ends lower than it began has another range.
    mean = float(lowering[np.isfinite(lowering)].mean())
    if not mean > 0:
        return not_measured("the trunk was not seen in the lowering")
    return Reading(lowering.item(peak) / mean, grid.item(peak), coverage=compute_seen_share(lowering))


@measure("turn_acceleration_deg_s2", unit="deg/s2")
def measure_turn_acceleration_deg_s2(window: RepetitionWindow) -> Reading:
    """Peak angular acceleration within 0.25 s of the end of the lowering."""
    end_s = window.fit.times.end_s
    inside = window.slice_grid(end_s - TURN_SPAN_S, end_s + TURN_SPAN_S)
    acceleration = window.acceleration_deg_s2[inside]
    peak = find_highest(acceleration)
    if peak is None:
        return not_measured("the trunk was not seen at the bottom")
    return Reading(acceleration.item(peak), window.grid_s[inside].item(peak), coverage=compute_seen_share(acceleration))
