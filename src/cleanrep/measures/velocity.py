"""How fast the trunk moves, how soon it is fastest, and how hard it turns at the bottom."""

import numpy as np

from cleanrep.measures.range_of_motion import measure_range_of_motion_deg
from cleanrep.measures.registry import UNSTEADY_TRACK, Reading, measure, not_measured
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.arrays import FloatArray

TURN_SPAN_S = 0.25


def _slice_phase(window: RepetitionWindow, start_s: float, end_s: float) -> tuple[FloatArray, FloatArray]:
    inside = window.is_on_grid(start_s, end_s)
    return window.grid_s[inside], window.velocity_deg_s[inside]


@measure("peak_velocity_deg_s", unit="deg/s")
def measure_peak_velocity_deg_s(window: RepetitionWindow) -> Reading:
    """Fastest trunk rotation in the lift, after the 3 Hz filter; minimum jerk peaks at 1.875 range / duration."""
    times = window.fit.times
    grid, velocity = _slice_phase(window, times.start_s, times.top_start_s)
    if velocity.size < 2 or not np.isfinite(velocity).any():
        return not_measured("the trunk was not seen in the lift")
    peak = int(np.nanargmax(velocity))
    return Reading(float(velocity[peak]), float(grid[peak]), coverage=float(np.isfinite(velocity).mean()))


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
    if velocity.size < 2 or not np.isfinite(velocity).any():
        return not_measured("the trunk was not seen in the lowering")
    # Of the lowering alone: a repetition that ends lower than it began has another range.
    peak, mean = int(np.nanargmin(velocity)), -float(np.nanmean(velocity))
    if not mean > 0:
        return not_measured("the trunk was not seen in the lowering")
    return Reading(-float(velocity[peak]) / mean, float(grid[peak]), coverage=float(np.isfinite(velocity).mean()))


@measure("turn_acceleration_deg_s2", unit="deg/s2")
def measure_turn_acceleration_deg_s2(window: RepetitionWindow) -> Reading:
    """Peak angular acceleration within 0.25 s of the end of the lowering."""
    end_s = window.fit.times.end_s
    inside = window.is_on_grid(end_s - TURN_SPAN_S, end_s + TURN_SPAN_S)
    acceleration = window.acceleration_deg_s2[inside]
    if acceleration.size == 0 or not np.isfinite(acceleration).any():
        return not_measured("the trunk was not seen at the bottom")
    peak = int(np.nanargmax(acceleration))
    coverage = float(np.isfinite(acceleration).mean())
    return Reading(float(acceleration[peak]), float(window.grid_s[inside][peak]), coverage=coverage)
