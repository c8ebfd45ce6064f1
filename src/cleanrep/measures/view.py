"""How the camera stood while the repetition was at its top."""

from math import isnan

from cleanrep.measures.registry import Reading, measure, not_measured
from cleanrep.measures.window import RepetitionWindow
from cleanrep.signals.camera_view import compute_yaw_deg

MIN_SPAN_S = 0.3


@measure("camera_yaw_deg", unit="deg")
def measure_camera_yaw_deg(window: RepetitionWindow) -> Reading:
    """Turn of the camera off the exact side view at the top; + when the near shoulder stands ahead of the far one."""
    times = window.fit.times
    middle_s = (times.top_start_s + times.top_end_s) / 2
    half_s = max(times.top_hold_s, MIN_SPAN_S) / 2
    yaw_deg = compute_yaw_deg(window.stretch.points_px[window.slice_samples(middle_s - half_s, middle_s + half_s)])
    if isnan(yaw_deg):
        return not_measured("shoulders and hips were not seen at the top")
    return Reading(yaw_deg if window.stretch.near == "LEFT" else -yaw_deg, middle_s)
