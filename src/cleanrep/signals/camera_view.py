"""How the camera stands to the lifter: yaw off the side view, and the person's size in the picture.

From the exact side both shoulders cover each other, and both hips; the further the camera stands off the side, the
further they come apart across the picture. The metric skeleton of the pose model knows less about it: its shoulder
line turned by 0 to 27 degrees while the same rendered lifter leaned forward.
"""

from math import asin, atan2, cos, degrees, hypot, isfinite, nan, radians, sin

import numpy as np

from cleanrep.geometry.quantiles import compute_median
from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import Pose

SHOULDERS_PER_TRUNK = 0.75
"""Distance of the shoulder keypoints over the hip-to-shoulder length, from the front (rendered bodies)."""
HIPS_PER_TRUNK = 0.45
"""Distance of the hip keypoints over the hip-to-shoulder length, from the front (rendered bodies)."""

_SHOULDERS = (int(Keypoint.LEFT_SHOULDER), int(Keypoint.RIGHT_SHOULDER))
_HIPS = (int(Keypoint.LEFT_HIP), int(Keypoint.RIGHT_HIP))
_Pair = tuple[tuple[float, float], tuple[float, float]]


def compute_yaw_deg(points_px: FloatArray) -> float:
    """Turn of the camera off the exact side view.

    Parameters
    ----------
    points_px : FloatArray
        (n, 33, 2) positions over a moment in which the trunk is as upright as it gets; NaN = not seen.

    Returns
    -------
    float
        Degrees -90..90, 0 from the side; + when the left shoulder lies to the right of the right one in the given
        coordinates. About 5 deg standard uncertainty. NaN when not seen.
    """
    shoulders = points_px[:, Keypoint.LEFT_SHOULDER] - points_px[:, Keypoint.RIGHT_SHOULDER]
    hips = points_px[:, Keypoint.LEFT_HIP] - points_px[:, Keypoint.RIGHT_HIP]
    trunk = points_px[:, Keypoint.LEFT_SHOULDER] + points_px[:, Keypoint.RIGHT_SHOULDER]
    trunk = trunk - points_px[:, Keypoint.LEFT_HIP] - points_px[:, Keypoint.RIGHT_HIP]
    double_length = np.hypot(trunk[:, 0], trunk[:, 1])
    share = (shoulders[:, 0] / SHOULDERS_PER_TRUNK + hips[:, 0] / HIPS_PER_TRUNK) / double_length
    seen = share[np.isfinite(share)]
    if seen.size == 0:
        return nan
    return degrees(asin(min(max(compute_median(seen), -1.0), 1.0)))


MAX_TURN_DEG = 30.0
"""Beyond it no angle is judged, and the read yaw is no base for a correction."""


def turn_to_side_deg(inclination_deg: float, *, yaw_deg: float) -> float:
    """Inclination that a camera square to the side would see of a line in the plane of the movement.

    Parameters
    ----------
    inclination_deg : float
        As seen, from vertical, + forward.
    yaw_deg : float
        Of the camera off the side, at most `MAX_TURN_DEG` of it are undone: tan(true) = tan(seen) / cos(yaw).
    """
    yaw_rad = radians(min(abs(yaw_deg), MAX_TURN_DEG))
    seen_rad = radians(inclination_deg)
    return degrees(atan2(sin(seen_rad), cos(seen_rad) * cos(yaw_rad)))


def compute_pose_yaw_deg(pose: Pose) -> float:
    """Turn of the camera off the exact side view by a single upright pose, as `compute_yaw_deg`."""
    shoulders_px, hips_px = _read_pair(pose, _SHOULDERS), _read_pair(pose, _HIPS)
    length_px = hypot(*_find_trunk(shoulders_px, hips_px))
    if not length_px > 0:
        return nan
    shoulders = (shoulders_px[0][0] - shoulders_px[1][0]) / SHOULDERS_PER_TRUNK
    hips = (hips_px[0][0] - hips_px[1][0]) / HIPS_PER_TRUNK
    return degrees(asin(min(max((shoulders + hips) / (2.0 * length_px), -1.0), 1.0)))


def compute_pose_lean_deg(pose: Pose) -> float:
    """Inclination of the middle of the trunk, degrees from vertical, + to the right; NaN when not seen."""
    return degrees(atan2(*_find_trunk(_read_pair(pose, _SHOULDERS), _read_pair(pose, _HIPS))))


def _read_pair(pose: Pose, rows: tuple[int, int]) -> _Pair:
    """Left and right point as plain floats, which are quicker than arrays for one pose."""
    left, right = rows
    value = pose.values.item
    return (value(left, 0), value(left, 1)), (value(right, 0), value(right, 1))


def _find_trunk(shoulders_px: _Pair, hips_px: _Pair) -> tuple[float, float]:
    """Across and up from the middle of the hips to that of the shoulders."""
    (left, right), (left_hip, right_hip) = shoulders_px, hips_px
    across_px = (left[0] + right[0]) / 2.0 - (left_hip[0] + right_hip[0]) / 2.0
    return across_px, (left[1] + right[1]) / 2.0 - (left_hip[1] + right_hip[1]) / 2.0


def compute_person_height_px(pose: Pose) -> float:
    """Extent of the keypoints along the picture's vertical, pixels; NaN when nothing is seen."""
    heights: list[float] = [up_px for _, up_px in pose.points_px.tolist() if isfinite(up_px)]
    return max(heights) - min(heights) if heights else nan
