"""Rounding and hollowing of the back, from the dorsal contour of the silhouette.

The contour turns by about half a degree for each degree by which the spine bends (`TURNING_PER_FLEXION`), about a
neutral that differs so much between bodies, shirts and pads (-6 to -32 deg on rendered bodies with a long spine) that
only the lifter's own neutral hold can be the reference.
"""

from math import isfinite

import numpy as np

from cleanrep.geometry.quantiles import find_highest, sort_seen, take_percentile
from cleanrep.measures.reference import SetReference
from cleanrep.measures.registry import Reading, Readings, measure, not_measured, relative_measure
from cleanrep.measures.sight import TOP_UNSEEN, is_top_seen
from cleanrep.measures.view import measure_camera_yaw_deg
from cleanrep.measures.window import RepetitionWindow

MIN_FRAMES = 5
TURNING_PER_FLEXION = 0.5
"""Degrees of contour turning for a degree of spine flexion: rendered bodies, long against rounded, 0.43 to 0.56."""
MAX_YAW_DEG = 10.0
"""From further off the side the silhouette shows the flank: it read -62 deg from 20 deg off."""
FULL_FLEXION_DEG = 50.0
"""Lumbar flexion from standing to the end of the range, healthy adults, 45 to 55 deg (McGill and Kippers 1994)."""
ROUNDED_PERCENTILE = 80.0
_STRAIGHT_UNKNOWN = not_measured("needs a neutral hold: the line of a straight back differs between people")
_HOLLOW_UNKNOWN = not_measured("needs a neutral hold: the hollow of a standing back differs between people")


@measure("contour_rounded_deg", unit="deg")
def measure_contour_rounded_deg(window: RepetitionWindow) -> Reading:
    """Turning of the dorsal contour where the back is roundest (80th percentile of the repetition)."""
    return _take_turning(window, window.repetition, ROUNDED_PERCENTILE)


@measure("contour_top_deg", unit="deg")
def measure_contour_top_deg(window: RepetitionWindow) -> Reading:
    """Turning of the dorsal contour at the top (median)."""
    if not is_top_seen(window):
        return TOP_UNSEEN
    return _take_turning(window, window.top, 50.0)


def _take_turning(window: RepetitionWindow, inside: slice, percentile: float) -> Reading:
    if abs(measure_camera_yaw_deg(window).value) > MAX_YAW_DEG:
        return not_measured(f"the back's edge shows from the side only (within {MAX_YAW_DEG:.0f}°)")
    turning = window.signal("contour_turning_deg")[inside]
    ordered = sort_seen(turning)
    if ordered.size < MIN_FRAMES:
        return not_measured("the edge of the back was not visible")
    value = take_percentile(ordered, percentile)
    nearest = find_highest(-np.abs(turning - value))
    time_s = None if nearest is None else window.stretch.time_s[inside].item(nearest)
    return Reading(value, time_s, coverage=ordered.size / turning.size)


@relative_measure("lumbar_flexion_pct", unit="%")
def measure_lumbar_flexion_pct(readings: Readings, reference: SetReference) -> Reading:
    """Rounding of the back where it is roundest, % of the usual range of flexion."""
    own = readings["contour_rounded_deg"]
    if own.reason is not None:
        return own
    if not isfinite(reference.contour_deg):
        return _STRAIGHT_UNKNOWN
    flexion_deg = max(0.0, (own.value - reference.contour_deg) / TURNING_PER_FLEXION)
    return Reading(100.0 * flexion_deg / FULL_FLEXION_DEG, own.time_s, coverage=own.coverage)


@relative_measure("lordosis_past_neutral_deg", unit="deg")
def measure_lordosis_past_neutral_deg(readings: Readings, reference: SetReference) -> Reading:
    """Hollowing of the back at the top past the lifter's own neutral."""
    own = readings["contour_top_deg"]
    if own.reason is not None:
        return own
    if not isfinite(reference.contour_deg):
        return _HOLLOW_UNKNOWN
    hollow_deg = max(0.0, (reference.contour_deg - own.value) / TURNING_PER_FLEXION)
    return Reading(hollow_deg, own.time_s, coverage=own.coverage)
