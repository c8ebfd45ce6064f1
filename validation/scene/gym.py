"""A plausible gym around the machine, in the lifter's axes: x to the left, y up, z forward.

The wall stands beyond the lifter as the camera sees it; which side that is depends on which side is near.
"""

from dataclasses import dataclass

import numpy as np

from validation.mesh import Colour, Material, Mesh, join, make_ball, make_box, make_tube

_DARK: Colour = (0.03, 0.03, 0.033)


@dataclass(frozen=True, slots=True)
class GymLook:
    """What differs between gyms.

    Attributes
    ----------
    wall, accent : Colour
    has_bricks : bool
    is_crowded : bool
        Rack, stack and ball stand in the picture.
    seed : int
        Places things.
    """

    wall: Colour = (0.42, 0.4, 0.37)
    accent: Colour = (0.12, 0.25, 0.36)
    has_bricks: bool = False
    is_crowded: bool = True
    seed: int = 0


def build_gym(look: GymLook, far: float) -> Mesh:
    """Room and furniture; `far` is +1 when the far side is the lifter's left, -1 when it is the right."""
    rng = np.random.default_rng(look.seed)
    wall = far * (1.9 + rng.uniform(0.0, 0.5))
    surface = Material.BRICK if look.has_bricks else Material.PLASTER
    parts = [
        make_box((-6.0, -0.1, -6.0), (6.0, 0.0, 6.0), (0.06, 0.06, 0.063), material=Material.FLOOR),
        _make_wall(wall, far, look.wall, material=surface),
        *(
            make_box((-6.0, 0.0, s * 6.0 - 0.05), (6.0, 3.4, s * 6.0 + 0.05), look.wall, material=surface)
            for s in (-1.0, 1.0)
        ),
        make_box((-far * 6.0 - 0.05, 0.0, -6.0), (-far * 6.0 + 0.05, 3.4, 6.0), look.accent, material=Material.PLASTER),
        _make_skirting(wall, far),
        _make_poster(rng, wall, far, colour=look.accent),
    ]
    if look.is_crowded:
        parts += [
            _make_rack(rng, wall, far),
            _make_stack(rng, wall, far),
            _make_gym_ball(rng, wall, far, colour=look.accent),
        ]
    return join(parts)


def _make_wall(wall: float, far: float, colour: Colour, *, material: Material) -> Mesh:
    low, high = min(wall, wall + far * 0.1), max(wall, wall + far * 0.1)
    return make_box((low, 0.0, -6.0), (high, 3.4, 6.0), colour, material=material)


def _make_skirting(wall: float, far: float) -> Mesh:
    low, high = min(wall, wall - far * 0.03), max(wall, wall - far * 0.03)
    return make_box((low, 0.0, -6.0), (high, 0.12, 6.0), _DARK, material=Material.PAINT)


def _make_poster(rng: np.random.Generator, wall: float, far: float, *, colour: Colour) -> Mesh:
    z, y = rng.uniform(-1.7, 1.5), rng.uniform(1.1, 1.5)
    depth = wall - far * 0.02
    low, high = min(wall, depth), max(wall, depth)
    frame = make_box((low, y, z), (high, y + 0.62, z + 0.44), colour, material=Material.MATTE)
    stripe = (depth - 0.004, depth + 0.004)
    return join([frame, make_box((stripe[0], y + 0.4, z + 0.08), (stripe[1], y + 0.47, z + 0.36), (0.7, 0.7, 0.68))])


def _make_rack(rng: np.random.Generator, wall: float, far: float) -> Mesh:
    z0, x = rng.uniform(1.1, 1.5), wall - far * 0.32
    parts = []
    half = np.array([0.05, 0.0, 0.0])
    for shelf in (0.35, 0.72):
        parts.append(make_box((x - 0.18, shelf - 0.03, z0), (x + 0.18, shelf, z0 + 1.5), (0.1, 0.1, 0.11)))
        for z in np.arange(z0 + 0.12, z0 + 1.45, 0.2):
            y = shelf + 0.075
            for dx in (-0.1, 0.1):
                bell = np.array([x + dx, y, z])
                parts.append(make_tube(bell - half, bell + half, 0.065, colour=_DARK, material=Material.RUBBER))
    parts += [make_box((x - 0.2, 0.0, z), (x + 0.2, 0.85, z + 0.06), (0.1, 0.1, 0.11)) for z in (z0 - 0.06, z0 + 1.5)]
    return join(parts)


def _make_stack(rng: np.random.Generator, wall: float, far: float) -> Mesh:
    z, x = -rng.uniform(1.5, 1.9), wall - far * 0.45
    frame: Colour = (0.5, 0.5, 0.5)
    plates = [
        make_box((x - 0.16, y, z - 0.1), (x + 0.16, y + 0.05, z + 0.1), _DARK, material=Material.PAINT)
        for y in np.arange(0.15, 1.05, 0.058)
    ]
    posts = [
        make_box((x - 0.2, 0.0, z + dz), (x + 0.2, 1.95, z + dz + 0.06), frame, material=Material.PAINT)
        for dz in (-0.2, 0.14)
    ]
    return join(
        [*plates, *posts, make_box((x - 0.2, 1.9, z - 0.2), (x + 0.2, 1.98, z + 0.2), frame, material=Material.PAINT)]
    )


def _make_gym_ball(rng: np.random.Generator, wall: float, far: float, *, colour: Colour) -> Mesh:
    radius = rng.uniform(0.26, 0.34)
    centre = np.array([wall - far * 0.5, radius, -rng.uniform(0.9, 1.2)])
    return make_ball(centre, np.full(3, radius), colour, material=Material.RUBBER)
