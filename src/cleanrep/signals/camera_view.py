"""How the camera stands to the lifter: yaw off the side view, and the person's size in the picture.

From the exact side both shoulders cover each other, and both hips and knees; the further the camera stands off the
side, the further they come apart across the picture. The metric skeleton of the pose model knows no better: its
shoulder line turned by 0 to 27 degrees while the same rendered lifter leaned forward.
"""

from collections.abc import Iterable
from math import asin, atan2, cos, degrees, hypot, isfinite, isnan, nan, radians, sin
from statistics import fmean

import numpy as np

from cleanrep.geometry.quantiles import compute_median, compute_row_medians
from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import N_QUANTITIES, Pose
from cleanrep.signals.stretch import FAR_ROWS, NEAR_ROWS

_SHOULDERS = (int(Keypoint.LEFT_SHOULDER), int(Keypoint.RIGHT_SHOULDER))
_HIPS = (int(Keypoint.LEFT_HIP), int(Keypoint.RIGHT_HIP))
_KNEES = (int(Keypoint.LEFT_KNEE), int(Keypoint.RIGHT_KNEE))
SPREAD_PER_TRUNK = {_KNEES: 0.45, _HIPS: 0.45, _SHOULDERS: 0.75}
"""Distance of the keypoints of a pair over the length of the trunk, from the front (rendered bodies)."""
_NEAR_PAIRED = slice(NEAR_ROWS["KNEE"], NEAR_ROWS["SHOULDER"] + 1)
_FAR_PAIRED = slice(FAR_ROWS["KNEE"], FAR_ROWS["SHOULDER"] + 1)
"""Rows of these pairs, in their order."""


def compute_trunk_px(points_px: FloatArray) -> float:
    """Median distance from the middle of the hips to that of the shoulders of a stretch's points; NaN if unseen."""
    _, hips_px, shoulders_px = points_px[_NEAR_PAIRED] + points_px[_FAR_PAIRED]
    across_px, up_px = shoulders_px - hips_px
    return compute_median(np.hypot(across_px, up_px) / 2.0)


def compute_yaw_deg(points_px: FloatArray, trunk_px: float) -> float:
    """Turn of the camera off the exact side view.

    An axis through both sides of the body stays where it is while the trunk turns about it, so that any moment of a
    repetition shows it. The trunk's length does not: a trunk that leans towards the camera or away is foreshortened.

    Parameters
    ----------
    points_px : FloatArray
        (N_ROWS, 2, n) positions, as of a `Stretch`; NaN = not seen.
    trunk_px : float
        Length of the trunk while it is upright, by `compute_trunk_px`.

    Returns
    -------
    float
        Degrees -90..90, 0 from the side; + when the near shoulder stands ahead of the far one. Mean of the pairs that
        were seen. About 4.5 deg standard uncertainty, and 2 deg too small in the mean, 6 at 30 to 40. NaN when not
        seen.
    """
    spread_px = points_px[_NEAR_PAIRED, 0] - points_px[_FAR_PAIRED, 0]
    return _find_yaw_deg(zip(SPREAD_PER_TRUNK, compute_row_medians(spread_px), strict=True), trunk_px)


def _find_yaw_deg(spreads_px: Iterable[tuple[tuple[int, int], float]], trunk_px: float) -> float:
    shares = [spread_px / SPREAD_PER_TRUNK[pair] for pair, spread_px in spreads_px if isfinite(spread_px)]
    if not shares or not trunk_px > 0:
        return nan
    return degrees(asin(min(max(fmean(shares) / trunk_px, -1.0), 1.0)))


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
    """Turn of the camera off the exact side view by a single upright pose, + when the left shoulder is to the right."""
    # `item` gives plain floats, soonest by one index; an x is the first of a keypoint's numbers.
    across_px = pose.values.item
    spreads_px = [
        (pair, across_px(N_QUANTITIES * pair[0]) - across_px(N_QUANTITIES * pair[1])) for pair in SPREAD_PER_TRUNK
    ]
    return _find_yaw_deg(spreads_px, hypot(*_find_trunk(pose)))


def compute_pose_lean_deg(pose: Pose) -> float:
    """Inclination of the middle of the trunk, degrees from vertical, + to the right; NaN when not seen."""
    return degrees(atan2(*_find_trunk(pose)))


def _find_trunk(pose: Pose) -> tuple[float, float]:
    """Across and up from the middle of the hips to that of the shoulders, pixels."""
    left, left_up, _, right, right_up, _, left_hip, left_hip_up, _, right_hip, right_hip_up, _ = pose.read_trunk()
    across_px = (left + right) / 2.0 - (left_hip + right_hip) / 2.0
    return across_px, (left_up + right_up) / 2.0 - (left_hip_up + right_hip_up) / 2.0


def compute_person_height_px(pose: Pose) -> float:
    """Extent of the keypoints along the picture's vertical, pixels; NaN when nothing is seen."""
    heights_px = pose.values[:, 1]
    extent_px: float = heights_px.item(heights_px.argmax()) - heights_px.item(heights_px.argmin())
    if isnan(extent_px):
        # Both pass over what is not a number, unless there is nothing else.
        return float(np.fmax.reduce(heights_px)) - float(np.fmin.reduce(heights_px))
    return extent_px
