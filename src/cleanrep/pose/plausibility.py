"""Whether a detected pose can be believed.

Decides, from keypoints alone, when two poses agree, when the person stands on the head, how large the person is.
Positions are in pixels with y down, of any one image.
"""

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import Keypoint

_SHOULDERS = (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER)
_HIPS = (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP)
_ANKLES = (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE)
_EARS = (Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR)
MAIN_KEYPOINTS = (*_SHOULDERS, *_HIPS, Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE, *_ANKLES)

SETTLED_MEDIAN = 0.015
SETTLED_WORST = 0.06
"""Two answers on the same picture agree when the main keypoints lie closer, in trunk lengths: 0.015 is 1 degree of the
trunk."""

JUMP_TRUNKS = 0.6
"""Hips do not travel so many trunk lengths from one frame to the next: the model took to something else."""

INVERTED_LEG_DEG = 45.0


def compute_trunk_px(points_px: FloatArray) -> float:
    """Return the distance from mid-hip to mid-shoulder of (33, 2) points, at least 1."""
    trunk = points_px[_SHOULDERS, :].mean(axis=0) - points_px[_HIPS, :].mean(axis=0)
    return max(float(np.hypot(*trunk)), 1.0)


def do_agree(first_px: FloatArray, second_px: FloatArray) -> bool:
    """Whether two answers on the same picture, (33, 2) each, say the same."""
    offset = first_px[MAIN_KEYPOINTS, :] - second_px[MAIN_KEYPOINTS, :]
    distance = np.hypot(*offset.T) / compute_trunk_px(second_px)
    return bool(np.median(distance) <= SETTLED_MEDIAN and distance.max() <= SETTLED_WORST)


def has_jumped(before_px: FloatArray, after_px: FloatArray) -> bool:
    """Whether the hips moved farther between two successive frames than a lifter can."""
    travel = after_px[_HIPS, :].mean(axis=0) - before_px[_HIPS, :].mean(axis=0)
    return bool(np.hypot(*travel) > JUMP_TRUNKS * compute_trunk_px(before_px))


def is_upside_down(points_px: FloatArray) -> bool:
    """Whether the legs point up and the head hangs below the hips, which no exercise here asks for.

    A trunk that hangs down from a roman chair is not: its legs are level or point down.
    """
    hip, ankle, ear = (points_px[rows, :].mean(axis=0) for rows in (_HIPS, _ANKLES, _EARS))
    leg_x, leg_up = ankle[0] - hip[0], hip[1] - ankle[1]
    leg_elevation_deg = np.degrees(np.arctan2(leg_up, abs(leg_x)))
    return bool(leg_elevation_deg > INVERTED_LEG_DEG and ear[1] > hip[1])


def find_box(points_px: FloatArray) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of (33, 2) points."""
    left, top = points_px.min(axis=0)
    right, bottom = points_px.max(axis=0)
    return float(left), float(top), float(right), float(bottom)
