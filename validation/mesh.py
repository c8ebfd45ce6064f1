"""Triangles with colour and material, and the simple solids that machines and rooms are made of."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.arrays import IndexArray

Colour = tuple[float, float, float]
"""Red, green, blue, linear, 0 to 1."""


class Material(IntEnum):
    """How a surface takes light; the numbers are known to the shader."""

    MATTE = 0
    SKIN = 1
    CLOTH = 2
    PAINT = 3
    RUBBER = 4
    FLOOR = 5
    PLASTER = 6
    BRICK = 7


@dataclass(frozen=True, slots=True)
class Mesh:
    """Triangles; arrays of a row a vertex unless said otherwise.

    Attributes
    ----------
    points_m, normals, colours : FloatArray
        (n, 3) each.
    materials : IndexArray
        (n,) of `Material`.
    triangles : IndexArray
        (m, 3) vertices of each triangle.
    """

    points_m: FloatArray
    normals: FloatArray
    colours: FloatArray
    materials: IndexArray
    triangles: IndexArray

    def moved(self, turn: FloatArray, shift_m: FloatArray) -> "Mesh":
        """The same solid turned by (3, 3) about the origin, then shifted by (3,)."""
        return Mesh(
            self.points_m @ turn.T + shift_m, self.normals @ turn.T, self.colours, self.materials, self.triangles
        )


def join(meshes: list[Mesh]) -> Mesh:
    """One mesh of many."""
    starts = np.cumsum([0, *(len(mesh.points_m) for mesh in meshes)])[:-1]
    return Mesh(
        np.concatenate([mesh.points_m for mesh in meshes]),
        np.concatenate([mesh.normals for mesh in meshes]),
        np.concatenate([mesh.colours for mesh in meshes]),
        np.concatenate([mesh.materials for mesh in meshes]),
        np.concatenate([mesh.triangles + start for mesh, start in zip(meshes, starts, strict=True)]),
    )


def make_box(low_m: Colour, high_m: Colour, colour: Colour, *, material: Material = Material.MATTE) -> Mesh:
    """Box between two corners, axes along space."""
    low, high = np.array(low_m), np.array(high_m)
    faces = []
    for axis in range(3):
        for end in (0.0, 1.0):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            corners = np.zeros((4, 3))
            corners[:, axis] = end
            corners[:, u] = [0, 1, 1, 0]
            corners[:, v] = [0, 0, 1, 1]
            normal = np.zeros(3)
            normal[axis] = 2.0 * end - 1.0
            faces.append((low + corners * (high - low), np.tile(normal, (4, 1))))
    points = np.concatenate([face[0] for face in faces])
    normals = np.concatenate([face[1] for face in faces])
    quads = np.arange(len(points)).reshape(-1, 4)
    return paint(points, normals, split_quads(quads), colour=colour, material=material)


def make_tube(
    start_m: FloatArray, end_m: FloatArray, radius_m: float, *, colour: Colour, material: Material = Material.PAINT
) -> Mesh:
    """Cylinder with flat ends between two points (3,)."""
    n_sides = 20
    axis = end_m - start_m
    axis = axis / np.linalg.norm(axis)
    across = np.cross(axis, [0.0, 1.0, 0.0] if abs(axis[1]) < 0.9 else [1.0, 0.0, 0.0])
    across = across / np.linalg.norm(across)
    angle = np.linspace(0.0, 2.0 * np.pi, n_sides + 1)[:, None]
    rim = np.cos(angle) * across + np.sin(angle) * np.cross(axis, across)
    count = n_sides + 1
    points = [start_m + radius_m * rim, end_m + radius_m * rim]
    normals = [rim, rim]
    ring = np.arange(n_sides)
    quads = np.stack([ring, ring + 1, ring + 1 + count, ring + count], axis=1)
    triangles = [split_quads(quads)]
    for centre, normal in ((start_m, -axis), (end_m, axis)):
        first = sum(len(part) for part in points)
        points += [centre[None], centre + radius_m * rim]
        normals += [np.tile(normal, (count + 1, 1))]
        triangles.append(np.stack([np.full(n_sides, first), first + 1 + ring, first + 2 + ring], axis=1))
    return paint(
        np.concatenate(points), np.concatenate(normals), np.concatenate(triangles), colour=colour, material=material
    )


def make_ball(
    centre_m: FloatArray, radius_m: FloatArray, colour: Colour, *, material: Material = Material.MATTE
) -> Mesh:
    """Ellipsoid of three radii (3,)."""
    n_rings, n_sides = 10, 16
    polar = np.linspace(0.0, np.pi, n_rings + 1)[:, None]
    around = np.linspace(0.0, 2.0 * np.pi, n_sides + 1)[None]
    unit = np.stack(
        [np.sin(polar) * np.cos(around), np.cos(polar) + 0.0 * around, np.sin(polar) * np.sin(around)], axis=-1
    ).reshape(-1, 3)
    row, side = np.meshgrid(np.arange(n_rings), np.arange(n_sides), indexing="ij")
    corner = (row * (n_sides + 1) + side).ravel()
    quads = np.stack([corner, corner + 1, corner + n_sides + 2, corner + n_sides + 1], axis=1)
    normals = unit / radius_m
    normals = normals / np.linalg.norm(normals, axis=1, keepdims=True)
    return paint(centre_m + unit * radius_m, normals, split_quads(quads), colour=colour, material=material)


def paint(
    points_m: FloatArray, normals: FloatArray, triangles: IndexArray, *, colour: Colour, material: Material
) -> Mesh:
    """Mesh of one colour and material."""
    count = len(points_m)
    return Mesh(points_m, normals, np.tile(colour, (count, 1)), np.full(count, int(material)), triangles)


def split_quads(quads: IndexArray) -> IndexArray:
    """Two triangles of each quad, (m, 4) to (2 m, 3)."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def compute_normals(points_m: FloatArray, triangles: IndexArray) -> FloatArray:
    """Normals (n, 3) of vertices, the mean of their triangles by area; zero where a vertex has none."""
    corners = points_m[triangles]
    faces = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros_like(points_m)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], faces)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return normals / np.where(length > 0, length, 1.0)
