"""Draws scenes on the CPU through Mesa's EGL; what stands still is drawn once, what moves in every frame."""

import os
from dataclasses import dataclass
from types import TracebackType

import moderngl
import numpy as np

from cleanrep.model.arrays import FloatArray, ImageArray
from validation.errors import AssetError
from validation.mesh import Mesh
from validation.picture.drawable import Drawable
from validation.picture.shaders import (
    LIGHT_FRAGMENT,
    LIGHT_VERTEX,
    SHADOW_FRAGMENT,
    SHADOW_VERTEX,
    SURFACE_FRAGMENT,
    SURFACE_VERTEX,
)
from validation.scene.camera import Camera

_SHADOW_PX = 1024
_SAMPLES = 4


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
        self._context = context = open_context()
        context.enable(moderngl.DEPTH_TEST)
        self._surface = context.program(vertex_shader=SURFACE_VERTEX, fragment_shader=SURFACE_FRAGMENT)
        self._light = context.program(vertex_shader=LIGHT_VERTEX, fragment_shader=LIGHT_FRAGMENT)
        self._cast = context.program(vertex_shader=SHADOW_VERTEX, fragment_shader=SHADOW_FRAGMENT)
        self._shadow_map, self._shadow = _make_shadow(context)
        self._still_shadow_map, self._still_shadow = _make_shadow(context)
        self._seen = _Layers(context, size_px)
        self._shown = context.framebuffer(context.renderbuffer(size_px, 3, dtype="f1"))
        corners = context.buffer(np.array([-1, -1, 3, -1, -1, 3], dtype=np.float32).tobytes())
        self._screen = context.vertex_array(self._light, [(corners, "2f", "in_corner")])
        self._static = Drawable(context, static, surface=self._surface, shadow=self._cast)
        self._moving: list[Drawable] = []
        self._set_view(camera, light)
        self._still = self._draw_still()

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back."""
        self._context.release()

    def draw(self, moving: list[Mesh]) -> ImageArray:
        """One picture (height, width, 3) of what stands still and what moves.

        Parameters
        ----------
        moving : list[Mesh]
            In the same order and with the same triangles every time.
        """
        if not self._moving:
            self._moving = [Drawable(self._context, mesh, surface=self._surface, shadow=self._cast) for mesh in moving]
        for drawable, mesh in zip(self._moving, moving, strict=True):
            drawable.update(mesh)
        self._shadow.use()
        self._shadow.clear(depth=1.0)
        for drawable in self._moving:
            drawable.cast()
        self._context.copy_framebuffer(self._seen.target, self._still.target)
        self._seen.target.use()
        for drawable in self._moving:
            drawable.draw()
        return self._light_up()

    def _draw_still(self) -> "_Layers":
        """Layers of the static geometry: smooth edges in the colours, plain depth."""
        smooth = self._context.framebuffer(
            [self._context.renderbuffer(self._size, 4, samples=_SAMPLES, dtype="f2") for _ in range(2)],
            self._context.depth_renderbuffer(self._size, samples=_SAMPLES),
        )
        self._still_shadow.use()
        self._still_shadow.clear(depth=1.0)
        self._static.cast()
        still = _Layers(self._context, self._size)
        for target in (still.target, smooth):
            target.use()
            target.clear(0.01, 0.01, 0.01, depth=1.0)
            self._static.draw()
        self._context.copy_framebuffer(still.colours, smooth)
        return still

    def _light_up(self) -> ImageArray:
        self._shown.use()
        self._context.disable(moderngl.DEPTH_TEST)
        for place, texture in enumerate((*self._seen.textures, self._still_shadow_map, self._shadow_map)):
            texture.use(place)
        self._screen.render(moderngl.TRIANGLES, vertices=3)
        self._context.enable(moderngl.DEPTH_TEST)
        flat = np.frombuffer(self._shown.read(components=3), dtype=np.uint8)
        return flat.reshape(self._size[1], self._size[0], 3)[::-1]

    def _set_view(self, camera: Camera, light: Light) -> None:
        to_clip = camera.make_projection(self._size[0] / self._size[1]) @ camera.make_view()
        to_light = _make_light_matrix(light.way)
        _write(self._surface, "to_clip", to_clip)
        _write(self._cast, "to_light", to_light)
        _write(self._light, "clip_to_light", to_light @ np.linalg.inv(to_clip))
        self._surface["eye"] = tuple(camera.find_eye_m())
        self._surface["light_way"] = tuple(light.way)
        self._surface["key_light"] = light.key
        self._surface["sky_light"] = light.sky
        for place, name in enumerate(("sky_map", "key_map", "depth_map", "still_shadow", "moving_shadow")):
            self._light[name] = place


class _Layers:
    """What the first step writes: light of the sky, light of the key, depth."""

    def __init__(self, context: moderngl.Context, size_px: tuple[int, int]) -> None:
        sky, key = (context.texture(size_px, 4, dtype="f2") for _ in range(2))
        depth = context.depth_texture(size_px)
        depth.compare_func = ""
        for texture in (sky, key, depth):
            texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self.textures = (sky, key, depth)
        self.target = context.framebuffer([sky, key], depth)
        self.colours = context.framebuffer([sky, key])


def _make_shadow(context: moderngl.Context) -> tuple[moderngl.Texture, moderngl.Framebuffer]:
    depth = context.depth_texture((_SHADOW_PX, _SHADOW_PX))
    depth.compare_func = "<="
    depth.repeat_x = depth.repeat_y = False
    return depth, context.framebuffer(depth_attachment=depth)


def _write(program: moderngl.Program, name: str, matrix: FloatArray) -> None:
    uniform = program[name]
    assert isinstance(uniform, moderngl.Uniform)
    uniform.write(matrix.T.astype(np.float32).tobytes())


def _make_light_matrix(way: FloatArray, reach_m: float = 2.4) -> FloatArray:
    """World to the light's clip space: an upright box about the machine, (4, 4)."""
    across = np.cross([0.0, 1.0, 0.0], way)
    across = across / np.linalg.norm(across)
    axes = np.stack([across, np.cross(way, across), way])
    matrix = np.eye(4)
    matrix[:3, :3] = axes / np.array([[reach_m], [reach_m], [-6.0]])
    matrix[:3, 3] = -matrix[:3, :3] @ np.array([0.0, 0.9, 0.0])
    return matrix


def open_context() -> moderngl.Context:
    """A context of the graphics library without a screen, in one thread.

    Raises
    ------
    AssetError
        When EGL or a driver is missing.
    """
    os.environ.setdefault("LP_NUM_THREADS", "1")
    try:
        return moderngl.create_standalone_context(backend="egl")
    except Exception as error:
        raise AssetError(
            "EGL, to draw without a screen", str(error), "install it: Debian's libegl1 and libgl1-mesa-dri"
        ) from error
