"""A bystander who walks straight through the picture, forward along z."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.body.lifter import Person, find_middle
from validation.body.limbs import arm, leg, reach
from validation.body.rig import BonePose, pose_bones
from validation.body.turns import lean

_STRIDE_M = 1.35
_SOLE_TO_ANKLE_M = 0.085


@dataclass(frozen=True, slots=True)
class Walk:
    """Along x = `aside_m`, at `from_m` when `start_s` comes, at a speed."""

    aside_m: float
    from_m: float = -3.4
    start_s: float = 2.5
    speed_m_s: float = 1.1

    def find_place_m(self, time_s: float) -> float:
        """Where on z the walker is."""
        return self.from_m + self.speed_m_s * (time_s - self.start_s)


def pose_walker(person: Person, walk: Walk, time_s: float) -> BonePose:
    """A moment of the walk."""
    rig = person.rig
    ahead_m = walk.find_place_m(time_s)
    phase = 2.0 * np.pi * ahead_m / _STRIDE_M
    legs_m = rig.head_m("upperleg01.L")[1] - rig.head_m("foot.L")[1]
    hip_m = np.array([walk.aside_m, legs_m * 0.97 + _SOLE_TO_ANKLE_M, ahead_m])
    upright = pose_bones(rig, {"root": lean(3.0)}, {})
    upright = BonePose(upright.turns, upright.heads_m + hip_m - find_middle(rig, upright, "upperleg01"))
    fixed: dict[str, FloatArray] = {}
    for sign, side in ((1.0, "L"), (-1.0, "R")):
        swing = sign * np.sin(phase)
        lower, upper = leg(side), arm(side)
        foot = np.array([0.0, 0.1 * max(0.0, sign * np.cos(phase)), 0.32 * swing])
        ankle = np.array([walk.aside_m + sign * 0.09, _SOLE_TO_ANKLE_M, ahead_m]) + foot
        start = upright.heads_m[rig.index(lower.upper)]
        fixed |= reach(rig, lower, start=start, goal=ankle, bend=np.array([0.0, 0.0, 1.0]))
        fixed[lower.end] = lean(12.0 * max(0.0, -swing))
        start = upright.heads_m[rig.index(upper.upper)]
        hand = start + np.array([sign * 0.1, -0.46, 0.08 - 0.22 * swing])
        fixed |= reach(rig, upper, start=start, goal=hand, bend=np.array([sign * 0.3, 0.0, -1.0]))
        fixed[upper.end] = fixed[upper.lower]
    pose = pose_bones(rig, {"root": lean(3.0)}, fixed)
    return BonePose(pose.turns, pose.heads_m + hip_m - find_middle(rig, pose, "upperleg01"))
