"""Signals of trunk, legs and head in the sagittal plane, from the near side of the body.

The near side is used alone: through the rendered sets its trunk inclination keeps a slope of 0.97 to 1.03 against the
truth, where the far side, half hidden by the body, reads 0.99 to 1.10.
"""

import numpy as np

from cleanrep.geometry.angles import compute_inclination_deg, compute_joint_angle_deg, unwrap_deg
from cleanrep.geometry.contour_shape import contour_turning_deg
from cleanrep.model.arrays import FloatArray
from cleanrep.signals.registry import signal
from cleanrep.signals.stretch import Stretch


@signal("trunk_inclination_deg", unit="deg")
def compute_trunk_inclination_deg(stretch: Stretch) -> FloatArray:
    """Inclination of the near hip-to-shoulder line from vertical, + forward, unwrapped.

    A camera yaw of 20 deg shrinks it by at most 1.8 deg (tan phi' = tan phi cos yaw); roll adds one to one.
    """
    return unwrap_deg(compute_inclination_deg(stretch.near_px("HIP"), stretch.near_px("SHOULDER")))


@signal("trunk_middle_deg", unit="deg")
def compute_trunk_middle_deg(stretch: Stretch) -> FloatArray:
    """Inclination of the line from between the hips to between the shoulders, + forward; near if far is hidden."""
    near_px = stretch.near_px("SHOULDER") - stretch.near_px("HIP")
    far_px = stretch.far_px("SHOULDER") - stretch.far_px("HIP")
    line_px = near_px + np.where(np.isfinite(far_px), far_px, near_px)
    inclination: FloatArray = np.degrees(np.arctan2(line_px[:, 0], line_px[:, 1]))
    return inclination


@signal("trunk_metric_deg", unit="deg")
def compute_trunk_metric_deg(stretch: Stretch) -> FloatArray:
    """Inclination of the near hip-to-shoulder line of the metric skeleton in the picture's plane, + forward."""
    return compute_inclination_deg(stretch.near_m("HIP")[:, :2], stretch.near_m("SHOULDER")[:, :2])


@signal("trunk_length_px", unit="px")
def compute_trunk_length_px(stretch: Stretch) -> FloatArray:
    """Length of the near hip-to-shoulder line in the picture."""
    across_px, up_px = (stretch.near_px("SHOULDER") - stretch.near_px("HIP")).T
    length_px: FloatArray = np.hypot(across_px, up_px)
    return length_px


@signal("trunk_length_m", unit="m")
def compute_trunk_length_m(stretch: Stretch) -> FloatArray:
    """Length of the near hip-to-shoulder line of the metric skeleton."""
    line_m = stretch.near_m("SHOULDER") - stretch.near_m("HIP")
    length_m: FloatArray = np.sqrt((line_m * line_m).sum(axis=1))
    return length_m


@signal("thigh_inclination_deg", unit="deg")
def compute_thigh_inclination_deg(stretch: Stretch) -> FloatArray:
    """Inclination of the near knee-to-hip line from vertical, + forward."""
    return compute_inclination_deg(stretch.near_px("KNEE"), stretch.near_px("HIP"))


@signal("knee_angle_deg", unit="deg")
def compute_knee_angle_deg(stretch: Stretch) -> FloatArray:
    """Apparent angle at the near knee, 180 straight."""
    return compute_joint_angle_deg(stretch.near_px("HIP"), stretch.near_px("KNEE"), stretch.near_px("ANKLE"))


@signal("head_inclination_deg", unit="deg")
def compute_head_inclination_deg(stretch: Stretch) -> FloatArray:
    """Turn of the near ear-to-eye line against the trunk, + chin up (extension); only changes of it mean anything."""
    gaze = compute_inclination_deg(stretch.near_px("EAR"), stretch.near_px("EYE"))
    trunk = compute_inclination_deg(stretch.near_px("HIP"), stretch.near_px("SHOULDER"))
    return unwrap_deg(trunk - gaze)


@signal("head_metric_deg", unit="deg")
def compute_head_metric_deg(stretch: Stretch) -> FloatArray:
    """The same turn of the head in the metric skeleton, whose face follows a neck less but slides off less, too."""
    gaze = compute_inclination_deg(stretch.near_m("EAR"), stretch.near_m("EYE"))
    trunk = compute_inclination_deg(stretch.near_m("HIP"), stretch.near_m("SHOULDER"))
    return unwrap_deg(trunk - gaze)


@signal("contour_turning_deg", unit="deg")
def compute_contour_turning_deg(stretch: Stretch) -> FloatArray:
    """Turning of the dorsal contour from the seat to the middle of the back, - hollow, + rounded."""
    return contour_turning_deg(stretch.contour_depth)
