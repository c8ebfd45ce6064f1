"""The lever machine, standing or seated, fitted to a lifter: frame, pads, platform, and the lever that follows."""

from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.body.places import Places
from validation.body.posture import Variant
from validation.body.turns import lean
from validation.mesh import Colour, Material, Mesh, join, make_box, make_tube

_PAD: Colour = (0.018, 0.018, 0.02)
_PLATE: Colour = (0.05, 0.05, 0.055)
ROLLER_M = 0.075
"""Radius of the pad behind the upper back."""
_BEAM_M = 0.36
"""How far from the middle the lever's beam runs."""


@dataclass(frozen=True, slots=True)
class MachineLook:
    """What differs between machines.

    Attributes
    ----------
    paint : Colour
    lever_side : float
        +1 the lever runs on the lifter's left, -1 on the right.
    hip_shield_side : float
        +1 or -1: a panel hides the hip on that side; 0 none.
    front_panel_side : float
        +1 or -1: a panel ahead of the lifter hides leg and arm of that side; 0 none.
    """

    paint: Colour = (0.62, 0.62, 0.6)
    lever_side: float = 1.0
    hip_shield_side: float = 0.0
    front_panel_side: float = 0.0


def build_machine(variant: Variant, places: Places, look: MachineLook) -> Mesh:
    """Everything that stands still."""
    hip_y = float(places.hip_m[1])
    parts = _build_standing(places, look) if variant == "standing" else _build_seated(places, look)
    side = look.lever_side
    parts.append(
        _box((side * _BEAM_M, hip_y / 2, 0.0), (0.07, hip_y + 0.08, 0.09), look.paint, material=Material.PAINT)
    )
    parts.append(_box((side * 0.3, 0.035, 0.0), (0.7, 0.07, 0.12), look.paint, material=Material.PAINT))
    for grip in places.handles_m:
        inner = grip * np.array([0.55, 1.0, 1.0])
        parts.append(make_tube(inner, grip + np.array([np.sign(grip[0]) * 0.07, 0.0, 0.0]), 0.016, colour=_PAD))
    if look.hip_shield_side:
        parts.append(
            _box(
                (look.hip_shield_side * 0.33, hip_y - 0.02, 0.0),
                (0.02, 0.34, 0.36),
                look.paint,
                material=Material.PAINT,
            )
        )
    if look.front_panel_side:
        parts.append(_box((look.front_panel_side * 0.12, hip_y / 2, 0.46), (0.02, hip_y, 0.5), (0.1, 0.11, 0.13)))
    return join(parts)


def build_lever(places: Places, angle_deg: float, length_m: float, *, look: MachineLook) -> Mesh:
    """Beam and roller at an angle from vertical, + forward; the roller's axis lies `length_m` from the pivot."""
    side = look.lever_side
    pivot = np.array([side * _BEAM_M, 0.0, 0.0])
    end = np.array([side * _BEAM_M, length_m, 0.0])
    parts = [
        make_tube(pivot * 0.93, pivot * 1.12, 0.07, colour=_PLATE),
        make_tube(pivot, end, 0.028, colour=look.paint),
        make_tube(end, end * np.array([-0.3, 1.0, 1.0]), 0.02, colour=look.paint),
        make_tube(
            np.array([-0.19, length_m, 0.0]),
            np.array([0.19, length_m, 0.0]),
            ROLLER_M,
            colour=_PAD,
            material=Material.RUBBER,
        ),
    ]
    return join(parts).moved(lean(angle_deg), places.hip_m)


def find_lever_angle_deg(back_m: FloatArray, pivot_m: FloatArray, length_m: float) -> float:
    """Angle at which the roller touches the back, degrees from vertical, + forward.

    Parameters
    ----------
    back_m : FloatArray
        (n, 3) points of the torso.
    """
    up, ahead = back_m[:, 1] - pivot_m[1], back_m[:, 2] - pivot_m[2]
    distance = np.hypot(up, ahead)
    near = np.abs(distance - length_m) < ROLLER_M * 0.98
    cosine = (length_m**2 + distance**2 - ROLLER_M**2) / (2.0 * length_m * distance)
    angle = np.arctan2(ahead, up) - np.arccos(np.clip(cosine, -1.0, 1.0))
    return float(np.degrees(angle[near].min()))


def _build_standing(places: Places, look: MachineLook) -> list[Mesh]:
    hip_y, floor_y = float(places.hip_m[1]), places.floor_m
    foot_z = float(places.ankles_m[0][2]) + 0.08
    steel, ahead = look.paint, 0.27
    return [
        _box((0.0, floor_y / 2, foot_z), (0.62, floor_y, 0.56), (0.07, 0.07, 0.075), material=Material.RUBBER),
        _box((0.0, hip_y - 0.1, 0.185), (0.42, 0.2, 0.08), _PAD, material=Material.RUBBER),
        _box((0.0, hip_y + 0.0, ahead + 0.02), (0.4, 0.045, 0.2), _PAD, material=Material.RUBBER),
        _box((0.0, hip_y / 2 - 0.02, ahead), (0.09, hip_y - 0.06, 0.09), steel, material=Material.PAINT),
        _box((0.0, 0.04, 0.1), (0.12, 0.08, 1.5), steel, material=Material.PAINT),
        _box((0.0, 0.035, 0.82), (0.7, 0.07, 0.1), steel, material=Material.PAINT),
        _box((0.0, 0.035, -0.62), (0.7, 0.07, 0.1), steel, material=Material.PAINT),
    ]


def _build_seated(places: Places, look: MachineLook) -> list[Mesh]:
    hip_y, floor_y = float(places.hip_m[1]), places.floor_m
    foot_z = float(places.ankles_m[0][2]) + 0.08
    steel, seat = look.paint, hip_y - 0.13
    return [
        _box((0.0, floor_y / 2, foot_z), (0.5, floor_y, 0.34), (0.07, 0.07, 0.075), material=Material.RUBBER),
        _box((0.0, seat, 0.1), (0.4, 0.09, 0.44), _PAD, material=Material.RUBBER),
        _box((0.0, seat + 0.17, -0.21), (0.36, 0.2, 0.07), _PAD, material=Material.RUBBER),
        _box((0.0, seat + 0.06, -0.26), (0.06, 0.3, 0.05), steel, material=Material.PAINT),
        _box((0.0, seat - 0.07, -0.13), (0.06, 0.05, 0.3), steel, material=Material.PAINT),
        _box((0.0, seat / 2, 0.02), (0.1, seat, 0.12), steel, material=Material.PAINT),
        _box((0.0, 0.04, 0.1), (0.12, 0.08, 1.4), steel, material=Material.PAINT),
        _box((0.0, 0.035, 0.8), (0.6, 0.07, 0.1), steel, material=Material.PAINT),
        _box((0.0, 0.035, -0.58), (0.6, 0.07, 0.1), steel, material=Material.PAINT),
    ]


def _box(centre_m: Colour, size_m: Colour, colour: Colour, *, material: Material = Material.MATTE) -> Mesh:
    centre, half = np.array(centre_m), np.abs(np.array(size_m)) / 2.0
    low, high = centre - half, centre + half
    return make_box((low[0], low[1], low[2]), (high[0], high[1], high[2]), colour, material=material)
