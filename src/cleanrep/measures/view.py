"""How the camera stood during the repetition."""

from math import isnan

import numpy as np

from cleanrep.measures.moments import find_bottom_spans, find_top_span
from cleanrep.measures.registry import Reading, measure, not_measured
from cleanrep.measures.window import RepetitionWindow
from cleanrep.signals.camera_view import compute_yaw_deg

MAX_APART_DEG = 30.0
"""Top and bottom read within 17 deg of each other in side views of rendered bodies, 46 to 90 deg apart from behind."""


@measure("camera_yaw_deg", unit="deg")
def measure_camera_yaw_deg(window: RepetitionWindow) -> Reading:
    """Turn of the camera off the exact side view; + when the near shoulder stands ahead of the far one at the top."""
    times, points_px = window.fit.times, window.stretch.points_px
    top_deg = compute_yaw_deg(points_px[window.slice_samples(*find_top_span(times))])
    bottoms_px = [points_px[window.slice_samples(*span_s)] for span_s in find_bottom_spans(times)]
    yaw_deg = _join(top_deg, compute_yaw_deg(np.concatenate(bottoms_px)))
    if isnan(yaw_deg):
        return not_measured("shoulders and hips were not seen at the top")
    middle_s = (times.top_start_s + times.top_end_s) / 2
    return Reading(yaw_deg if window.stretch.near == "LEFT" else -yaw_deg, middle_s)


def _join(top_deg: float, bottom_deg: float) -> float:
    """Mean of the yaw at the top and at the bottom; the top's own where the bottom is unseen or contradicts it.

    A body seen a little from behind reads too small a yaw at the top and too large a one at the bottom, one seen from
    in front the other way round. A trunk that leans away from the camera or towards it shows its sides nowhere.
    """
    return (top_deg + bottom_deg) / 2.0 if abs(top_deg - bottom_deg) <= MAX_APART_DEG else top_deg
