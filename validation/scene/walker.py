"""A bystander who walks straight through the picture, forward along z."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.body.lifter import Person, find_middle
from validation.body.limbs import arm, leg, reach
from validation.body.rig import BonePose, Rig, pose_bones
from validation.body.turns import lean
from validation.mesh import Mesh

_STRIDE_M = 1.35
_SOLE_TO_ANKLE_M = 0.085


@dataclass(frozen=True, slots=True)
class Walker:
    """Walks along x = `aside_m`; is at `from_m` on z when `start_s` comes."""

    person: Person
    aside_m: float
    from_m: float = -3.4
    start_s: float = 2.5
    speed_m_s: float = 1.1

    def mesh_at(self, time_s: float) -> Mesh:
        """The walker at a time."""
        ahead_m = self.from_m + self.speed_m_s * (time_s - self.start_s)
        pose = _pose_walk(self.person.rig, 2.0 * np.pi * ahead_m / _STRIDE_M)
        return self.person.mesh_of(BonePose(pose.turns, pose.heads_m + np.array([self.aside_m, 0.0, ahead_m])))


def _pose_walk(rig: Rig, phase: float) -> BonePose:
    """A moment of the walk, hips over the origin; the phase goes through one circle in two steps."""
    legs_m = rig.head_m("upperleg01.L")[1] - rig.head_m("foot.L")[1]
    hip_m = np.array([0.0, legs_m * 0.97 + _SOLE_TO_ANKLE_M, 0.0])
    upright = _stand(rig, hip_m, {})
    fixed: dict[str, FloatArray] = {}
    for sign, side in ((1.0, "L"), (-1.0, "R")):
        swing = sign * np.sin(phase)
        lower, upper = leg(side), arm(side)
        rise_m = 0.1 * max(0.0, sign * np.cos(phase))
        ankle = np.array([sign * 0.09, _SOLE_TO_ANKLE_M + rise_m, 0.32 * swing])
        start = upright.heads_m[rig.index(lower.upper)]
        fixed |= reach(rig, lower, start=start, goal=ankle, bend=np.array([0.0, 0.0, 1.0]))
        fixed[lower.end] = lean(12.0 * max(0.0, -swing))
        start = upright.heads_m[rig.index(upper.upper)]
        hand = start + np.array([sign * 0.1, -0.46, 0.08 - 0.22 * swing])
        fixed |= reach(rig, upper, start=start, goal=hand, bend=np.array([sign * 0.3, 0.0, -1.0]))
        fixed[upper.end] = fixed[upper.lower]
    return _stand(rig, hip_m, fixed)


def _stand(rig: Rig, hip_m: FloatArray, fixed: dict[str, FloatArray]) -> BonePose:
    pose = pose_bones(rig, {"root": lean(3.0)}, fixed)
    return BonePose(pose.turns, pose.heads_m + hip_m - find_middle(rig, pose, "upperleg01"))
