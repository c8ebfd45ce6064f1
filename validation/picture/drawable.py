"""A mesh in the memory of the graphics library."""

import moderngl
import numpy as np

from validation.arrays import SingleArray
from validation.mesh import Mesh

_INPUTS = ("in_point", "in_normal", "in_colour", "in_material")


class Drawable:
    """Uploaded once; points and normals may move afterwards."""

    def __init__(
        self, context: moderngl.Context, mesh: Mesh, *, surface: moderngl.Program, shadow: moderngl.Program
    ) -> None:
        self._columns = _pack(mesh)
        self._buffer = context.buffer(self._columns.tobytes())
        index = context.buffer(mesh.triangles.astype(np.int32).tobytes())
        self._surface = context.vertex_array(surface, [(self._buffer, "3f 3f 3f 1f", *_INPUTS)], index)
        self._shadow = context.vertex_array(shadow, [(self._buffer, "3f 28x", "in_point")], index)

    def update(self, mesh: Mesh) -> None:
        """Move to where the same mesh is now."""
        self._columns[:, :3] = mesh.points_m
        self._columns[:, 3:6] = mesh.normals
        self._buffer.write(self._columns.tobytes())

    def draw(self) -> None:
        """Write the surface."""
        self._surface.render()

    def cast(self) -> None:
        """Write the shadow map."""
        self._shadow.render()


def _pack(mesh: Mesh) -> SingleArray:
    parts = [mesh.points_m, mesh.normals, mesh.colours, mesh.materials[:, None].astype(float)]
    return np.concatenate(parts, axis=1).astype(np.float32)
