"""A plausible lifter in profile: where the 33 keypoints lie for an angle of the trunk.

Decides the shape of the body and how a camera off the side sees it. Lengths are in trunk lengths (hip to shoulder).
"""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint

THIGH = 0.85
SHANK = 0.80
TRUNK_M = 0.50

# Part: ahead of and above the shoulder along the trunk, and half its width.
_UPPER_PARTS = {
    "SHOULDER": (0.0, 0.0, 0.375),
    "ELBOW": (0.22, -0.45, 0.40),
    "WRIST": (0.42, -0.15, 0.15),
    "PINKY": (0.46, -0.08, 0.12),
    "INDEX": (0.47, -0.06, 0.10),
    "THUMB": (0.45, -0.05, 0.10),
}
# Part: along the gaze and above it from the ear, and half its width.
_HEAD_PARTS = {
    "EAR": (0.0, 0.0, 0.15),
    "EYE": (0.20, 0.0, 0.08),
    "EYE_INNER": (0.21, 0.0, 0.04),
    "EYE_OUTER": (0.18, 0.0, 0.11),
    "NOSE": (0.27, -0.07, 0.0),
    "MOUTH": (0.22, -0.15, 0.06),
}
_EAR = (0.05, 0.38)
# Part: ahead of and above the ankle, and half its width.
_FOOT_PARTS = {"ANKLE": (0.0, 0.0, 0.15), "HEEL": (-0.10, -0.12, 0.15), "FOOT_INDEX": (0.35, -0.14, 0.18)}


@dataclass(frozen=True, slots=True)
class Lifter:
    """A body on a machine, in the angles that a pose model reads of it.

    Attributes
    ----------
    thigh_deg : float
        Inclination of the thigh (knee to hip) from vertical, + forward.
    knee_deg : float
        Angle at the knee, 180 straight.
    line_deg : float
        Trunk minus thigh inclination that the pose model reads when the body is straight. The default is what the
        built-in pose model reads; 0 is a model without an offset.
    neutral_deg : float or None
        Trunk inclination at the top where the legs do not mark it (seated, on the floor); None: the straight line.
    head_deg : float
        Head against the trunk, + chin up.
    trunk_px : float
        Hip to shoulder in the picture.
    """

    thigh_deg: float = -8.0
    knee_deg: float = 168.0
    line_deg: float = -6.8
    neutral_deg: float | None = None
    head_deg: float = 0.0
    trunk_px: float = 110.0

    @property
    def straight_deg(self) -> float:
        """Trunk inclination at the top, as the pose model reads it."""
        return self.thigh_deg + self.line_deg if self.neutral_deg is None else self.neutral_deg


SEATED = Lifter(thigh_deg=-78.0, knee_deg=98.0, neutral_deg=-12.0)
"""A lifter on the seated machine, leaning back a little at the top."""


def place_keypoints(lifter: Lifter, trunk_deg: float) -> FloatArray:
    """Place the keypoints of a lifter.

    Parameters
    ----------
    trunk_deg : float
        Inclination of the trunk from vertical, + forward.

    Returns
    -------
    FloatArray
        (33, 3) ahead, up and towards the near side from the mid-hip, in trunk lengths; rows of the near side are the
        LEFT ones.
    """
    points = np.zeros((N_KEYPOINTS, 3))
    shoulder = _turn(0.0, 1.0, trunk_deg)
    knee = -THIGH * _turn(0.0, 1.0, lifter.thigh_deg)
    ankle = knee - SHANK * _turn(0.0, 1.0, lifter.thigh_deg + 180.0 - lifter.knee_deg)
    ear = shoulder + _turn(*_EAR, trunk_deg)
    _place_pair(points, "HIP", np.zeros(2), half_width=0.225)
    _place_pair(points, "KNEE", knee, half_width=0.225)
    for part, (ahead, up, half) in _FOOT_PARTS.items():
        _place_pair(points, part, ankle + np.array([ahead, up]), half_width=half)
    for part, (ahead, up, half) in _UPPER_PARTS.items():
        _place_pair(points, part, shoulder + _turn(ahead, up, trunk_deg), half_width=half)
    for part, (ahead, up, half) in _HEAD_PARTS.items():
        _place_pair(points, part, ear + _turn(ahead, up, trunk_deg - lifter.head_deg), half_width=half)
    return points


def _turn(ahead: float, up: float, inclination_deg: float) -> FloatArray:
    """(2,) vector given along an inclined axis, in ahead and up."""
    angle_rad = radians(inclination_deg)
    return np.array([ahead * cos(angle_rad) + up * sin(angle_rad), up * cos(angle_rad) - ahead * sin(angle_rad)])


def _place_pair(points: FloatArray, part: str, position: FloatArray, *, half_width: float) -> None:
    for side, sign in (("LEFT", 1.0), ("RIGHT", -1.0)):
        points[find_keypoint(part, side)] = (*position, sign * half_width)


def find_keypoint(part: str, side: str) -> Keypoint:
    """The keypoint of a part and a side, ``LEFT`` or ``RIGHT``; the nose has none."""
    if part == "NOSE":
        return Keypoint.NOSE
    if part == "MOUTH":
        return Keypoint[f"MOUTH_{side}"]
    return Keypoint[f"{side}_{part}"]


def swap_sides(points: FloatArray) -> FloatArray:
    """(33, k) rows of the left side as those of the right one, and the other way round."""
    order = [_swap(keypoint) for keypoint in Keypoint]
    swapped: FloatArray = points[order]
    return swapped


def _swap(keypoint: Keypoint) -> Keypoint:
    name = keypoint.name
    if "LEFT" in name:
        return Keypoint[name.replace("LEFT", "RIGHT")]
    return Keypoint[name.replace("RIGHT", "LEFT")]


def project(points: FloatArray, yaw_deg: float) -> FloatArray:
    """See the keypoints through a camera off the side.

    Parameters
    ----------
    points : FloatArray
        (33, 3) ahead, up, towards the near side.
    yaw_deg : float
        0 from the side; + when the near shoulder stands ahead of the far one in the picture.

    Returns
    -------
    FloatArray
        (33, 3) ahead across the picture, up, and away from the camera.
    """
    yaw_rad = radians(yaw_deg)
    ahead, up, near = points.T
    across = ahead * cos(yaw_rad) + near * sin(yaw_rad)
    away = ahead * sin(yaw_rad) - near * cos(yaw_rad)
    return np.stack([across, up, away], axis=1)
