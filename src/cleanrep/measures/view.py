"""How the camera stood during the repetition."""

from math import isnan

from cleanrep.measures.moments import find_middle_s, find_top_span
from cleanrep.measures.registry import Reading, measure, not_measured
from cleanrep.measures.window import RepetitionWindow, once
from cleanrep.signals.camera_view import compute_trunk_px, compute_yaw_deg

MAX_APART_DEG = 30.0
"""Top and whole repetition read within 15 deg of each other in side views of rendered bodies, 30 to 90 apart from
behind, where the pose model takes one side for the other half of the time."""


@measure("camera_yaw_deg", unit="deg")
@once
def measure_camera_yaw_deg(window: RepetitionWindow) -> Reading:
    """Turn of the camera off the exact side view; + when the near shoulder stands ahead of the far one.

    Over the whole repetition: a body seen a little from behind reads too small a yaw at the top and too large a one at
    the bottom, one seen from in front the other way round. By the top alone where that contradicts it: a trunk that
    leans straight towards the camera or away shows its sides nowhere else.
    """
    points_px = window.stretch.points_px
    top_px = points_px[..., window.top]
    trunk_px = compute_trunk_px(top_px)
    top_deg = compute_yaw_deg(top_px, trunk_px)
    yaw_deg = compute_yaw_deg(points_px[..., window.repetition], trunk_px)
    if isnan(yaw_deg):
        return not_measured("shoulders and hips were not seen at the top")
    if abs(yaw_deg - top_deg) > MAX_APART_DEG:
        yaw_deg = top_deg
    return Reading(yaw_deg, find_middle_s(find_top_span(window.fit.times)))
