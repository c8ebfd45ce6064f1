"""A dressed person who takes any posture of the exercise, or walks."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.body.assets import BodyAssets
from validation.body.limbs import arm, leg, reach
from validation.body.outfit import Outfit
from validation.body.posture import Posture, Stance
from validation.body.rig import BonePose, Rig, build_rig, build_weights, pose_bones
from validation.body.shape import Build, shape_body
from validation.body.surface import Surface, dress
from validation.body.turns import lean, measure_lean_deg
from validation.scene.mesh import Mesh

_SPINE_SHARES = {"spine05": 0.2, "spine04": 0.2, "spine03": 0.2, "spine02": 0.2, "spine01": 0.2}
_NECK_SHARES = {"neck01": 0.35, "neck02": 0.3, "head": 0.35}
_FEET_APART = 0.75
"""Distance between the feet over that at rest."""


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
    return Person(rig, dress(assets.mesh, points, rig, build_weights(assets, rig), outfit))


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
    """

    hip_m: FloatArray
    ankles_m: tuple[FloatArray, FloatArray]
    handles_m: tuple[FloatArray, FloatArray]
    floor_m: float


def place(rig: Rig, stance: Stance, *, floor_m: float) -> Places:
    """Fit the machine to the body: soles at the given height, legs as the stance says, hip over the middle."""
    hip, knee, ankle = (rig.head_m(f"{name}.L") for name in ("upperleg01", "lowerleg01", "foot"))
    thigh_m, shank_m = float(np.linalg.norm(hip - knee)), float(np.linalg.norm(knee - ankle))
    shank_deg = stance.thigh_deg + 180.0 - stance.knee_deg
    side = ankle[0] * _FEET_APART - hip[0]
    reach_m = thigh_m * _direction(stance.thigh_deg) + shank_m * _direction(shank_deg)
    reach_m = reach_m * np.sqrt(max(1.0 - (side / np.linalg.norm(reach_m)) ** 2, 0.5))
    sole_m = ankle[1] - float(rig.heads_m[rig.index("foot.L"), 1] - _SOLE_TO_ANKLE_M)
    up = floor_m + sole_m
    hip_m = np.array([0.0, up + reach_m[1], 0.0])
    ankles = tuple(np.array([sign * ankle[0] * _FEET_APART, up, -reach_m[2]]) for sign in (1.0, -1.0))
    ahead, above = (0.3, 0.02) if stance.variant == "standing" else (0.3, -0.02)
    handles = tuple(hip_m + np.array([sign * 0.24, above, ahead]) for sign in (1.0, -1.0))
    return Places(hip_m, (ankles[0], ankles[1]), (handles[0], handles[1]), floor_m)


_SOLE_TO_ANKLE_M = 0.085


def _direction(angle_deg: float) -> FloatArray:
    return np.array([0.0, np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))])


def pose_lifter(rig: Rig, stance: Stance, places: Places, posture: Posture) -> BonePose:
    """Bones of a posture: the trunk line has exactly the inclination asked for, feet and hands stay where they hold."""
    spine = {name: lean(share * posture.spine_flex_deg) for name, share in _SPINE_SHARES.items()}
    neck = {name: lean(share * posture.neck_flex_deg) for name, share in _NECK_SHARES.items()}
    pitch_deg = posture.trunk_deg - _measure_trunk_deg(rig, pose_bones(rig, spine, {}))
    local = spine | neck | {"root": lean(pitch_deg)}
    hip_m = places.hip_m + posture.hip_shift_m
    trunk = _shift_to(rig, pose_bones(rig, local, {}), hip_m)
    fixed = _pose_legs(rig, trunk, places, posture) | _pose_arms(rig, trunk, stance, places)
    pose = _shift_to(rig, pose_bones(rig, local, fixed), hip_m)
    return BonePose(pose.turns, pose.heads_m + posture.aside_m)


def measure_trunk_deg(rig: Rig, pose: BonePose) -> float:
    """Inclination of the line from mid-hip to mid-shoulder, degrees from vertical, + forward."""
    return _measure_trunk_deg(rig, pose)


def find_middle(rig: Rig, pose: BonePose, name: str) -> FloatArray:
    """Middle between the left and the right joint of a name, (3,)."""
    return np.asarray((pose.heads_m[rig.index(f"{name}.L")] + pose.heads_m[rig.index(f"{name}.R")]) / 2.0)


def _measure_trunk_deg(rig: Rig, pose: BonePose) -> float:
    return measure_lean_deg(find_middle(rig, pose, "upperarm01") - find_middle(rig, pose, "upperleg01"))


def _shift_to(rig: Rig, pose: BonePose, hip_m: FloatArray) -> BonePose:
    return BonePose(pose.turns, pose.heads_m + hip_m - find_middle(rig, pose, "upperleg01"))


def _pose_legs(rig: Rig, trunk: BonePose, places: Places, posture: Posture) -> dict[str, FloatArray]:
    fixed: dict[str, FloatArray] = {}
    for side, ankle_m in zip("LR", places.ankles_m, strict=True):
        limb = leg(side)
        start = trunk.heads_m[rig.index(limb.upper)]
        goal = ankle_m + posture.foot_shift_m
        fixed |= reach(rig, limb, start=start, goal=goal, bend=np.array([0.0, 0.0, 1.0]))
        fixed[limb.end] = lean(_tiptoe_deg(posture))
    return fixed


def _tiptoe_deg(posture: Posture) -> float:
    """A lifted heel turns the foot about its ball, 0.12 m ahead of the ankle."""
    return float(np.degrees(np.arcsin(np.clip(posture.foot_shift_m[1] / 0.12, -0.5, 0.9))))


def _pose_arms(rig: Rig, trunk: BonePose, stance: Stance, places: Places) -> dict[str, FloatArray]:
    chest = rig.index("spine01")
    turn = trunk.turns[chest]
    fixed: dict[str, FloatArray] = {}
    for sign, side, handle_m in zip((1.0, -1.0), "LR", places.handles_m, strict=True):
        limb = arm(side)
        start = trunk.heads_m[rig.index(limb.upper)]
        if stance.arms == "crossed":
            low = 0.13 if side == "L" else 0.17
            aim = rig.head_m("upperarm01.L") * np.array([0.0, 1.0, 1.0]) + np.array([-sign * 0.04, -low, 0.17])
            goal = trunk.heads_m[chest] + turn @ (aim - rig.head_m("spine01"))
            bend = turn @ np.array([sign * 0.8, -1.0, 0.25])
        else:
            goal, bend = handle_m, np.array([sign * 0.55, -0.2, -1.0])
        fixed |= reach(rig, limb, start=start, goal=goal, bend=bend)
        fixed[limb.end] = fixed[limb.lower]
    return fixed
