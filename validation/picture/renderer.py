"""Draws scenes on the CPU by Mesa's EGL: static geometry once uploaded, moving geometry every frame."""

from dataclasses import dataclass
from types import TracebackType

import moderngl
import numpy as np

from cleanrep.model.arrays import FloatArray, ImageArray
from validation.arrays import SingleArray
from validation.errors import AssetError
from validation.picture.shaders import FRAGMENT, SHADOW_FRAGMENT, SHADOW_VERTEX, VERTEX
from validation.scene.camera import Camera
from validation.scene.mesh import Mesh

_SHADOW_PX = 1024
_SAMPLES = 4
_INPUTS = ("in_point", "in_normal", "in_colour", "in_material")
_FORMAT = "3f 3f 3f 1f"


@dataclass(frozen=True, slots=True)
class Light:
    """Key light and ambient.

    Attributes
    ----------
    way : FloatArray
        (3,) unit vector towards the key light.
    key, sky : float
        Strength of both; 1.7 and 0.75 are a bright gym.
    """

    way: FloatArray
    key: float = 1.7
    sky: float = 0.75


class Renderer:
    """One scene in one size, seen by one camera.

    Raises
    ------
    AssetError
        When there is no EGL.
    """

    def __init__(self, static: Mesh, camera: Camera, light: Light, *, size_px: tuple[int, int]) -> None:
        self._size = size_px
        self._context = _open_context()
        self._context.enable(moderngl.DEPTH_TEST)
        self._shade = self._context.program(vertex_shader=VERTEX, fragment_shader=FRAGMENT)
        self._cast = self._context.program(vertex_shader=SHADOW_VERTEX, fragment_shader=SHADOW_FRAGMENT)
        self._shadow = self._context.depth_texture((_SHADOW_PX, _SHADOW_PX))
        self._shadow.compare_func = "<="
        self._shadow.repeat_x = self._shadow.repeat_y = False
        self._shadow_target = self._context.framebuffer(depth_attachment=self._shadow)
        self._drawn = self._context.framebuffer(
            self._context.renderbuffer(size_px, 3, samples=_SAMPLES, dtype="f1"),
            self._context.depth_renderbuffer(size_px, samples=_SAMPLES),
        )
        self._shown = self._context.framebuffer(self._context.renderbuffer(size_px, 3, dtype="f1"))
        self._static = _Drawable(self._context, self._shade, self._cast, static)
        self._moving: list[_Drawable] = []
        self._set_view(camera, light)

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._context.release()

    def draw(self, moving: list[Mesh], *, shade_m: FloatArray) -> ImageArray:
        """One picture (height, width, 3).

        Parameters
        ----------
        moving : list[Mesh]
            What moves, in the same order and with the same triangles every time.
        shade_m : FloatArray
            (4,) x and z of the middle of the soft shade on the floor, and its extent.
        """
        if not self._moving:
            self._moving = [_Drawable(self._context, self._shade, self._cast, mesh) for mesh in moving]
        else:
            for drawable, mesh in zip(self._moving, moving, strict=True):
                drawable.update(mesh)
        self._shade["body_shade"] = tuple(shade_m)
        self._shadow_target.use()
        self._shadow_target.clear(depth=1.0)
        for drawable in (self._static, *self._moving):
            drawable.cast()
        self._drawn.use()
        self._drawn.clear(0.02, 0.02, 0.02, depth=1.0)
        self._shadow.use(0)
        for drawable in (self._static, *self._moving):
            drawable.shade()
        self._context.copy_framebuffer(self._shown, self._drawn)
        flat = np.frombuffer(self._shown.read(components=3), dtype=np.uint8)
        return flat.reshape(self._size[1], self._size[0], 3)[::-1]

    def _set_view(self, camera: Camera, light: Light) -> None:
        matrix = camera.make_projection(self._size[0] / self._size[1]) @ camera.make_view()
        to_light = _make_light_matrix(light.way)
        _write(self._shade, "to_clip", matrix)
        _write(self._shade, "to_light", to_light)
        _write(self._cast, "to_light", to_light)
        self._shade["eye"] = tuple(camera.find_eye_m())
        self._shade["light_way"] = tuple(light.way)
        self._shade["key_light"] = light.key
        self._shade["sky_light"] = light.sky


class _Drawable:
    """A mesh in the memory of the graphics library."""

    def __init__(
        self, context: moderngl.Context, shade: moderngl.Program, cast: moderngl.Program, mesh: Mesh
    ) -> None:
        self._columns = _pack(mesh)
        self._buffer = context.buffer(self._columns.tobytes())
        index = context.buffer(mesh.triangles.astype(np.int32).tobytes())
        self._shading = context.vertex_array(shade, [(self._buffer, _FORMAT, *_INPUTS)], index)
        self._casting = context.vertex_array(cast, [(self._buffer, "3f 28x", "in_point")], index)

    def update(self, mesh: Mesh) -> None:
        self._columns[:, :3] = mesh.points_m
        self._columns[:, 3:6] = mesh.normals
        self._buffer.write(self._columns.tobytes())

    def shade(self) -> None:
        self._shading.render()

    def cast(self) -> None:
        self._casting.render()


def _pack(mesh: Mesh) -> SingleArray:
    parts = [mesh.points_m, mesh.normals, mesh.colours, mesh.materials[:, None].astype(float)]
    return np.concatenate(parts, axis=1).astype(np.float32)


def _write(program: moderngl.Program, name: str, matrix: FloatArray) -> None:
    uniform = program[name]
    assert isinstance(uniform, moderngl.Uniform)
    uniform.write(matrix.T.astype(np.float32).tobytes())


def _make_light_matrix(way: FloatArray, reach_m: float = 2.4) -> FloatArray:
    """World to the light's clip space: an upright box about the machine, (4, 4)."""
    centre = np.array([0.0, 0.9, 0.0])
    across = np.cross([0.0, 1.0, 0.0], way)
    across = across / np.linalg.norm(across)
    axes = np.stack([across, np.cross(way, across), way])
    matrix = np.eye(4)
    matrix[:3, :3] = axes / np.array([[reach_m], [reach_m], [-6.0]])
    matrix[:3, 3] = -matrix[:3, :3] @ centre
    return matrix


def _open_context() -> moderngl.Context:
    try:
        return moderngl.create_standalone_context(backend="egl")
    except Exception as error:  # noqa: BLE001 - glcontext raises bare Exception when libEGL or a driver is missing
        raise AssetError(
            "EGL, to draw without a screen", str(error), "install it: Debian's libegl1 and libgl1-mesa-dri"
        ) from error
