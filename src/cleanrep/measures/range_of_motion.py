"""Levels of the trunk at the bottom and the top, its range, and how far it leans past neutral."""

from math import isfinite, nan
from statistics import fmean

from cleanrep.geometry.quantiles import compute_median, find_highest, sort_seen, take_median
from cleanrep.measures.moments import find_bottom_spans, find_middle_s, find_top_span
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import Reading, Readings, measure, not_measured, relative_measure
from cleanrep.measures.sight import (
    LOWERING_UNSEEN,
    TOP_UNSEEN,
    compute_coverage,
    find_seen_bottoms,
    is_lowering_seen,
    is_start_seen,
    is_top_seen,
)
from cleanrep.measures.view import measure_camera_yaw_deg
from cleanrep.measures.window import RepetitionWindow, once
from cleanrep.signals.camera_view import turn_to_side_deg

MIN_PLATEAU_S = 0.12
BOTTOM_UNSEEN = not_measured("the trunk was not seen at the bottom")
RANGE_SIGNALS = ("trunk_middle_deg", "trunk_metric_deg")
"""Two outputs of the pose model for one trunk; their errors agree only in part, so the mean is nearer."""
_NEUTRAL_UNKNOWN = not_measured(
    "the neutral position is not known yet: hold it once, or do three repetitions that end alike"
)
_USUAL_RANGE_UNKNOWN = not_measured("the usual range is known after three repetitions")


@measure("start_trunk_deg", unit="deg")
@once
def measure_start_trunk_deg(window: RepetitionWindow) -> Reading:
    """Trunk inclination at the onset of the lift, as the pose model reads it."""
    if not is_start_seen(window):
        return BOTTOM_UNSEEN
    before_s, _ = find_bottom_spans(window.fit.times)
    return _take_level(window, before_s)


@measure("end_trunk_deg", unit="deg")
def measure_end_trunk_deg(window: RepetitionWindow) -> Reading:
    """Trunk inclination at the end of the lowering, as the pose model reads it."""
    if not is_lowering_seen(window):
        return LOWERING_UNSEEN
    _, after_s = find_bottom_spans(window.fit.times)
    return _take_level(window, after_s)


@measure("top_trunk_deg", unit="deg")
@once
def measure_top_trunk_deg(window: RepetitionWindow) -> Reading:
    """Trunk inclination on the top plateau (median), as the pose model reads it."""
    if not is_top_seen(window):
        return TOP_UNSEEN
    return _take_level(window, find_top_span(window.fit.times, MIN_PLATEAU_S))


def _take_level(window: RepetitionWindow, span_s: tuple[float, float]) -> Reading:
    seen = sort_seen(window.trunk_deg[window.slice_grid(*span_s)])
    if seen.size == 0:
        return BOTTOM_UNSEEN
    return Reading(take_median(seen), find_middle_s(span_s), coverage=compute_coverage(window, *span_s))


@measure("extreme_trunk_deg", unit="deg")
def measure_extreme_trunk_deg(window: RepetitionWindow) -> Reading:
    """Trunk inclination at its furthest in the lift's direction, over the repetition."""
    if not is_top_seen(window):
        return TOP_UNSEEN
    times = window.fit.times
    inside = window.slice_grid(times.start_s, times.end_s)
    trunk_deg = window.trunk_deg[inside]
    furthest = find_highest(window.rising_sign * trunk_deg)
    if furthest is None:
        return not_measured("the trunk was not seen")
    coverage = compute_coverage(window, times.start_s, times.end_s)
    return Reading(trunk_deg.item(furthest), window.grid_s[inside].item(furthest), coverage=coverage)


@measure("range_of_motion_deg", unit="deg")
@once
def measure_range_of_motion_deg(window: RepetitionWindow) -> Reading:
    """Range of the trunk: its top level to the mean of the bottom levels before and after, as seen from the side."""
    top, yaw = measure_top_trunk_deg(window), measure_camera_yaw_deg(window)
    if top.reason is not None:
        return top
    yaw_deg = 0.0 if yaw.reason is not None else yaw.value
    ranges_deg = [_compute_range_deg(window, name, yaw_deg) for name in RANGE_SIGNALS]
    seen_deg = [range_deg for range_deg in ranges_deg if isfinite(range_deg)]
    if not seen_deg:
        return BOTTOM_UNSEEN
    return Reading(fmean(seen_deg), top.time_s, coverage=top.coverage)


def _compute_range_deg(window: RepetitionWindow, signal_name: str, yaw_deg: float) -> float:
    """Range by one signal of the trunk, turned to the side; NaN when its top or both bottoms were not seen."""
    trunk_deg = window.signal(signal_name)
    levels_deg = [compute_median(trunk_deg[span]) for span in (window.top, *find_seen_bottoms(window))]
    top_deg, *bottoms_deg = [turn_to_side_deg(level_deg, yaw_deg=yaw_deg) for level_deg in levels_deg]
    bottoms_deg = [bottom_deg for bottom_deg in bottoms_deg if isfinite(bottom_deg)]
    return abs(top_deg - fmean(bottoms_deg)) if bottoms_deg else nan


@relative_measure("start_angle_deg", unit="deg")
def measure_start_angle_deg(readings: Readings, reference: SetReference) -> Reading:
    """Trunk at the onset of the lift relative to neutral, + forward of it."""
    return _relate(readings["start_trunk_deg"], reference)


@relative_measure("top_angle_deg", unit="deg")
def measure_top_angle_deg(readings: Readings, reference: SetReference) -> Reading:
    """Trunk on the top plateau relative to neutral, + short of it, - past it."""
    return _relate(readings["top_trunk_deg"], reference)


@relative_measure("lean_back_deg", unit="deg")
def measure_lean_back_deg(readings: Readings, reference: SetReference) -> Reading:
    """Furthest the trunk goes relative to neutral, - past it."""
    return _relate(readings["extreme_trunk_deg"], reference)


def _relate(reading: Reading, reference: SetReference) -> Reading:
    if reading.reason is not None:
        return reading
    if reference.kind is NeutralKind.UNKNOWN:
        return _NEUTRAL_UNKNOWN
    return Reading(reading.value - reference.trunk_deg, reading.time_s, coverage=reading.coverage)


@relative_measure("range_share_pct", unit="%")
def measure_range_share_pct(readings: Readings, reference: SetReference) -> Reading:
    """Range of motion as a share of the set's median."""
    own = readings["range_of_motion_deg"]
    if own.reason is not None:
        return own
    if not reference.range_deg > 0:
        return _USUAL_RANGE_UNKNOWN
    return Reading(100.0 * own.value / reference.range_deg, own.time_s, coverage=own.coverage)
