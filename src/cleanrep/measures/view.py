"""How the camera stood during the repetition."""

from math import isnan
from statistics import fmean

from cleanrep.measures.moments import find_top_span
from cleanrep.measures.registry import Reading, measure, not_measured
from cleanrep.measures.window import RepetitionWindow
from cleanrep.signals.camera_view import compute_trunk_px, compute_yaw_deg


@measure("camera_yaw_deg", unit="deg")
def measure_camera_yaw_deg(window: RepetitionWindow) -> Reading:
    """Turn of the camera off the exact side view; + when the near shoulder stands ahead of the far one.

    Over the whole repetition: a body seen a little from behind reads too small a yaw at the top and too large a one at
    the bottom, one seen from in front the other way round.
    """
    times, points_px = window.fit.times, window.stretch.points_px
    top_s = find_top_span(times)
    trunk_px = compute_trunk_px(points_px[window.slice_samples(*top_s)])
    yaw_deg = compute_yaw_deg(points_px[window.slice_samples(times.start_s, times.end_s)], trunk_px)
    if isnan(yaw_deg):
        return not_measured("shoulders and hips were not seen at the top")
    return Reading(yaw_deg if window.stretch.near == "LEFT" else -yaw_deg, fmean(top_s))
