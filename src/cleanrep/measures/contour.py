"""Rounding of the back, from the dorsal contour of the silhouette."""

import numpy as np

from cleanrep.measures.reference import SetReference
from cleanrep.measures.registry import Reading, Readings, measure, not_measured, relative_measure
from cleanrep.measures.window import RepetitionWindow

MIN_FRAMES = 4


@measure("contour_lift_deg", unit="deg")
def measure_contour_lift_deg(window: RepetitionWindow) -> Reading:
    """Turning of the dorsal contour over the repetition (median); - hollow, + rounded."""
    times = window.fit.times
    turning = window.signal("contour_turning_deg")[window.is_within(times.start_s, times.end_s)]
    seen = np.isfinite(turning)
    if int(seen.sum()) < MIN_FRAMES:
        return not_measured("the edge of the back was not visible")
    return Reading(float(np.median(turning[seen])), times.start_s, coverage=float(seen.mean()))


@relative_measure("lumbar_flexion_pct", unit="%")
def measure_lumbar_flexion_pct(readings: Readings, reference: SetReference) -> Reading:
    """Rounding of the lower back, % of its own range."""
    return readings["contour_lift_deg"] if readings["contour_lift_deg"].reason else not_measured("not yet")


@relative_measure("lordosis_past_neutral_deg", unit="deg")
def measure_lordosis_past_neutral_deg(readings: Readings, reference: SetReference) -> Reading:
    """Hollowing of the back past the own neutral."""
    return readings["contour_lift_deg"] if readings["contour_lift_deg"].reason else not_measured("not yet")
