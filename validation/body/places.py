"""Where a lifter touches the machine, and the steps in and out of it."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.body.posture import Stance
from validation.body.rig import Rig

_FEET_APART = 0.75
"""Distance between the feet over that at rest."""
_SOLE_TO_ANKLE_M = 0.085
_STEP_M = 0.42
_FOOT_RISE_M = 0.07


@dataclass(frozen=True, slots=True)
class Places:
    """Where the body touches the machine, in space: x to the lifter's left, y up, z forward; (3,) each.

    Attributes
    ----------
    hip_m : FloatArray
        Mid-hip when everything is where it belongs.
    ankles_m : tuple[FloatArray, FloatArray]
        Left and right.
    handles_m : tuple[FloatArray, FloatArray]
        Left and right wrist on the handles.
    floor_m : float
        Height of the surface under the soles.
    way_in : float
        +1 or -1: the side on which one steps in and out.
    """

    hip_m: FloatArray
    ankles_m: tuple[FloatArray, FloatArray]
    handles_m: tuple[FloatArray, FloatArray]
    floor_m: float
    way_in: float


def place(rig: Rig, stance: Stance, *, floor_m: float, way_in: float = 1.0) -> Places:
    """Fit the machine to the body: soles at the given height, legs as the stance says, hip over the middle."""
    hip, knee, ankle = (rig.head_m(f"{name}.L") for name in ("upperleg01", "lowerleg01", "foot"))
    thigh_m, shank_m = float(np.linalg.norm(hip - knee)), float(np.linalg.norm(knee - ankle))
    shank_deg = stance.thigh_deg + 180.0 - stance.knee_deg
    side = ankle[0] * _FEET_APART - hip[0]
    reach_m = thigh_m * _direction(stance.thigh_deg) + shank_m * _direction(shank_deg)
    reach_m = reach_m * np.sqrt(max(1.0 - (side / np.linalg.norm(reach_m)) ** 2, 0.5))
    up = floor_m + _SOLE_TO_ANKLE_M
    hip_m = np.array([0.0, up + reach_m[1], 0.0])
    ankles = tuple(np.array([sign * ankle[0] * _FEET_APART, up, -reach_m[2]]) for sign in (1.0, -1.0))
    ahead, above = (0.3, 0.02) if stance.variant == "standing" else (0.3, -0.02)
    handles = tuple(hip_m + np.array([sign * 0.24, above, ahead]) for sign in (1.0, -1.0))
    return Places(hip_m, (ankles[0], ankles[1]), (handles[0], handles[1]), floor_m, way_in)


def _direction(angle_deg: float) -> FloatArray:
    return np.array([0.0, np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))])


@dataclass(frozen=True, slots=True)
class Step:
    """Where the person is while stepping in or out.

    Attributes
    ----------
    share : float
        0 in the machine, 1 out of it.
    shift_m : FloatArray
        (3,) of the whole person.
    feet_m : tuple[FloatArray, FloatArray]
        Left and right, on top of the shift.
    """

    share: float
    shift_m: FloatArray
    feet_m: tuple[FloatArray, FloatArray]


def find_step(aside_m: float, places: Places) -> Step:
    """Side steps off the platform: one foot after the other, down to the floor within the first half metre."""
    share = float(np.clip(aside_m / 0.3, 0.0, 1.0))
    down_m = places.floor_m * float(np.clip((aside_m - 0.1) / 0.4, 0.0, 1.0))
    phase = np.pi * aside_m / _STEP_M
    feet = tuple(
        share * np.array([sign * 0.07 * np.sin(phase), _FOOT_RISE_M * max(0.0, sign * np.cos(phase)), 0.0])
        for sign in (1.0, -1.0)
    )
    return Step(share, np.array([places.way_in * aside_m, -down_m, 0.0]), (feet[0], feet[1]))
