"""Bones and skinning: where every vertex goes when the bones turn.

Rotations are given in the axes of the rest position (x to the person's left, y up, z forward), so no bone has a roll
of its own. Bones that never move by themselves (face, toes, fingers) are folded into the nearest one that does.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from cleanrep.model.arrays import FloatArray
from validation.body.assets import BodyAssets, BoneData

_SIDED = ("clavicle", "shoulder01", "upperarm01", "lowerarm01", "wrist", "upperleg01", "lowerleg01", "foot", "pelvis")
MOVING = (
    "root",
    *("spine05", "spine04", "spine03", "spine02", "spine01", "neck01", "neck02", "head"),
    *(f"{name}.{side}" for name in _SIDED for side in "LR"),
)


@dataclass(frozen=True, slots=True)
class Rig:
    """The moving bones of one body.

    Attributes
    ----------
    names : tuple[str, ...]
        Parents before children.
    parents : tuple[int, ...]
        Index of the parent, -1 for the root.
    heads_m : FloatArray
        (n_bones, 3) joint centres at rest.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads_m: FloatArray

    def index(self, name: str) -> int:
        """Row of a bone."""
        return self.names.index(name)

    def head_m(self, name: str) -> FloatArray:
        """Joint centre at rest, (3,)."""
        return np.asarray(self.heads_m[self.index(name)])


@dataclass(frozen=True, slots=True)
class BonePose:
    """Rotation (n, 3, 3) and joint centre (n, 3) of every moving bone."""

    turns: FloatArray
    heads_m: FloatArray


def build_rig(assets: BodyAssets, points_m: FloatArray) -> Rig:
    """Joint centres of a shaped body."""
    kept = [bone for bone in assets.bones if bone.name in MOVING]
    names = tuple(bone.name for bone in kept)
    above = {bone.name: bone.parent for bone in assets.bones}
    parents = tuple(names.index(_find_moving(above, bone)) if bone.parent else -1 for bone in kept)
    return Rig(names, parents, np.array([points_m[bone.head_vertices].mean(axis=0) for bone in kept]))


def build_weights(assets: BodyAssets, rig: Rig) -> csr_matrix:
    """Skin weights, (n_vertices, n_bones), rows sum to 1."""
    n_vertices = len(assets.mesh.points_m)
    above = {bone.name: bone.parent for bone in assets.bones}
    dense = np.zeros((n_vertices, len(rig.names)))
    for name, (vertices, shares) in assets.weights.items():
        owner = name if name in rig.names else _climb(above, name, rig.names)
        np.add.at(dense[:, rig.names.index(owner)], vertices, shares)
    dense[dense.sum(axis=1) == 0.0, 0] = 1.0
    return csr_matrix(dense / dense.sum(axis=1, keepdims=True))


def pose_bones(rig: Rig, local: dict[str, FloatArray], fixed: dict[str, FloatArray]) -> BonePose:
    """Forward kinematics.

    Parameters
    ----------
    local : dict[str, FloatArray]
        Turn (3, 3) of a bone on top of its parent's, in the axes of the rest position.
    fixed : dict[str, FloatArray]
        Turn (3, 3) of a bone in space, whatever its parent does.
    """
    turns = np.empty((len(rig.names), 3, 3))
    heads = np.empty((len(rig.names), 3))
    for row, (name, parent) in enumerate(zip(rig.names, rig.parents, strict=True)):
        above = turns[parent] if parent >= 0 else np.eye(3)
        turns[row] = fixed[name] if name in fixed else above @ local[name] if name in local else above
        reach = rig.heads_m[row] - rig.heads_m[parent] if parent >= 0 else np.zeros(3)
        heads[row] = heads[parent] + above @ reach if parent >= 0 else rig.heads_m[row]
    return BonePose(turns, heads)


@dataclass(frozen=True, slots=True)
class Skin:
    """Points with normals at rest and the bones that move them; all arrays a row a point."""

    points_m: FloatArray
    normals: FloatArray
    weights: csr_matrix

    def follow(self, rig: Rig, pose: BonePose) -> tuple[FloatArray, FloatArray]:
        """Linear blend skinning: points (n, 3) and normals (n, 3) where the pose brings them."""
        shifts = pose.heads_m - np.einsum("bij,bj->bi", pose.turns, rig.heads_m)
        blended = self.weights @ np.concatenate([pose.turns.reshape(-1, 9), shifts], axis=1)
        turns = blended[:, :9].reshape(-1, 3, 3)
        moved = np.matmul(turns, self.points_m[:, :, None])[:, :, 0] + blended[:, 9:]
        return moved, np.matmul(turns, self.normals[:, :, None])[:, :, 0]


def _find_moving(above: dict[str, str], bone: BoneData) -> str:
    return bone.parent if bone.parent in MOVING else _climb(above, bone.parent, MOVING)


def _climb(above: dict[str, str], name: str, kept: tuple[str, ...]) -> str:
    while name not in kept:
        name = above[name] or "root"
    return name
