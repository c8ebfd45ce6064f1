"""A dressed person who takes any posture of the exercise, or walks."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.body.assets import BodyAssets
from validation.body.limbs import arm, leg, reach
from validation.body.outfit import Outfit
from validation.body.places import Places, Step, find_step
from validation.body.posture import Posture, Stance
from validation.body.rig import BonePose, Rig, build_rig, build_weights, pose_bones
from validation.body.shape import Build, shape_body
from validation.body.surface import Surface, dress
from validation.body.turns import lean, measure_lean_deg
from validation.mesh import Mesh

_SPINE_SHARES = {"spine05": 0.2, "spine04": 0.2, "spine03": 0.2, "spine02": 0.2, "spine01": 0.2}
_NECK_SHARES = {"neck01": 0.35, "neck02": 0.3, "head": 0.35}


@dataclass(frozen=True, slots=True)
class Person:
    """Rig and surface of one dressed body."""

    rig: Rig
    surface: Surface

    def mesh_of(self, pose: BonePose) -> Mesh:
        """The surface where the pose brings it."""
        points, normals = self.surface.skin.follow(self.rig, pose)
        return Mesh(points, normals, self.surface.colours, self.surface.materials, self.surface.triangles)


def make_person(assets: BodyAssets, build: Build, outfit: Outfit) -> Person:
    """Shape and dress a body."""
    points = shape_body(assets, build)
    rig = build_rig(assets, points)
    return Person(rig, dress(assets.mesh, points, rig, weights=build_weights(assets, rig), outfit=outfit))


def pose_lifter(rig: Rig, posture: Posture, *, stance: Stance, places: Places) -> BonePose:
    """Bones of a posture: the trunk line has exactly the inclination asked for, feet and hands stay where they hold."""
    spine = {name: lean(share * posture.spine_flex_deg) for name, share in _SPINE_SHARES.items()}
    neck = {name: lean(share * posture.neck_flex_deg) for name, share in _NECK_SHARES.items()}
    pitch_deg = posture.trunk_deg - measure_trunk_deg(rig, pose_bones(rig, spine, {}))
    local = spine | neck | {"root": lean(pitch_deg)}
    step = find_step(posture.aside_m, places)
    hip_m = places.hip_m + step.shift_m - np.array([0.0, 0.0, posture.hip_slide_m])
    trunk = _shift_to(rig, pose_bones(rig, local, {}), hip_m)
    fixed = _pose_legs(rig, trunk, places=places, posture=posture, step=step)
    fixed |= _pose_arms(rig, trunk, stance=stance, places=places, step=step)
    return _shift_to(rig, pose_bones(rig, local, fixed), hip_m)


def measure_trunk_deg(rig: Rig, pose: BonePose) -> float:
    """Inclination of the line from mid-hip to mid-shoulder, degrees from vertical, + forward."""
    return measure_lean_deg(find_middle(rig, pose, "upperarm01") - find_middle(rig, pose, "upperleg01"))


def find_middle(rig: Rig, pose: BonePose, name: str) -> FloatArray:
    """Middle between the left and the right joint of a name, (3,)."""
    return np.asarray((pose.heads_m[rig.index(f"{name}.L")] + pose.heads_m[rig.index(f"{name}.R")]) / 2.0)


def _shift_to(rig: Rig, pose: BonePose, hip_m: FloatArray) -> BonePose:
    return BonePose(pose.turns, pose.heads_m + hip_m - find_middle(rig, pose, "upperleg01"))


def _pose_legs(rig: Rig, trunk: BonePose, *, places: Places, posture: Posture, step: Step) -> dict[str, FloatArray]:
    fixed: dict[str, FloatArray] = {}
    heel_up_m = np.array([0.0, posture.heel_lift_m, 0.0])
    for side, ankle_m, foot_m in zip("LR", places.ankles_m, step.feet_m, strict=True):
        limb = leg(side)
        start = trunk.heads_m[rig.index(limb.upper)]
        goal = ankle_m + heel_up_m + step.shift_m + foot_m
        fixed |= reach(rig, limb, start=start, goal=goal, bend=np.array([0.0, 0.0, 1.0]))
        fixed[limb.end] = lean(_tiptoe_deg(posture.heel_lift_m))
    return fixed


def _tiptoe_deg(heel_lift_m: float) -> float:
    """A lifted heel turns the foot about its ball, 0.12 m ahead of the ankle."""
    return float(np.degrees(np.arcsin(np.clip(heel_lift_m / 0.12, 0.0, 0.9))))


def _pose_arms(rig: Rig, trunk: BonePose, *, stance: Stance, places: Places, step: Step) -> dict[str, FloatArray]:
    chest = rig.index("spine01")
    turn = trunk.turns[chest]
    fixed: dict[str, FloatArray] = {}
    for sign, side, handle_m in zip((1.0, -1.0), "LR", places.handles_m, strict=True):
        limb = arm(side)
        start = trunk.heads_m[rig.index(limb.upper)]
        if stance.arms == "crossed":
            low_m = 0.09 if side == "L" else 0.13
            aim = rig.head_m("upperarm01.L") * np.array([0.0, 1.0, 1.0]) + np.array([-sign * 0.05, -low_m, 0.17])
            goal = trunk.heads_m[chest] + turn @ (aim - rig.head_m("spine01"))
            bend = turn @ np.array([sign * 0.8, -1.0, 0.25])
        else:
            hanging = start + np.array([sign * 0.12, -0.48, 0.06])
            goal = handle_m + step.share * (hanging - handle_m)
            bend = np.array([sign * 0.55, -0.2, -1.0])
        fixed |= reach(rig, limb, start=start, goal=goal, bend=bend)
        fixed[limb.end] = fixed[limb.lower]
    return fixed
