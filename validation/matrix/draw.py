"""Draws what a cell leaves open: body, outfit, room, small differences between repetitions; all from one seed."""

from dataclasses import dataclass, field, replace

import numpy as np

from validation.body.posture import Arms, Variant
from validation.matrix.cast import BODIES, GYMS, OUTFITS
from validation.matrix.plan import Bystander, SetPlan
from validation.motion.around import Extra
from validation.motion.moves import Fault, Moves, apply_faults
from validation.motion.script import Script
from validation.picture.footage import Footage
from validation.scene.camera import Camera
from validation.scene.machine import MachineLook

_SMALL = Footage(width_px=480, height_px=360)
_PAINTS = ((0.62, 0.62, 0.6), (0.05, 0.05, 0.055), (0.5, 0.06, 0.03), (0.55, 0.4, 0.03))
_FATIGUE = 0.35
"""How much slower the lift of the last repetition of a tiring set is."""
_TIRED_TOP_DEG = 4.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: what is fixed; everything else is drawn.

    Attributes
    ----------
    stratum : tuple[str, str]
        Group and condition, ``("camera", "yaw +20")``.
    faults : tuple[tuple[Fault, ...], ...]
        Of each repetition; their number is the number of repetitions.
    camera : dict[str, float]
        What differs from the usual place of the camera.
    is_tiring : bool
        Repetitions grow slower and shorter over the set.
    """

    stratum: tuple[str, str]
    faults: tuple[tuple[Fault, ...], ...] = ((), ())
    variant: Variant = "standing"
    goal: str = "hypertrophy"
    body: str | None = None
    camera: dict[str, float] = field(default_factory=dict)
    machine: dict[str, float] = field(default_factory=dict)
    footage: Footage = _SMALL
    arms: Arms | None = None
    extras: tuple[Extra, ...] = ()
    bystander: Bystander = "none"
    is_tiring: bool = False
    is_judgeable: bool = True
    in_sample: bool = False


def draw_set(cell: Cell, index: int, seed: int) -> SetPlan:
    """The set of a cell; the same index and seed give the same set."""
    rng = np.random.default_rng([seed, index])
    body = cell.body or str(rng.choice(sorted(BODIES)))
    near = float(cell.camera.get("near_side", rng.choice([1.0, -1.0])))
    arms: Arms = cell.arms or ("crossed", "handles")[int(rng.integers(2))]
    repetitions = _draw_repetitions(cell, rng)
    start_deg = repetitions[0].bottom_deg if repetitions else _usual_bottom_deg(cell.variant)
    name = f"v{index:03d}_{cell.variant}_{'_'.join(cell.stratum)}"
    return SetPlan(
        name="".join(c if c.isalnum() or c in "_+-" else "-" for c in name),
        variant=cell.variant,
        goal=cell.goal,
        body=body,
        outfit=str(rng.choice(sorted(OUTFITS))),
        gym=str(rng.choice(sorted(GYMS))),
        script=Script(repetitions, start_deg, cell.extras, sway_deg=float(rng.uniform(0.05, 0.2)), seed=seed + index),
        faults=cell.faults,
        strata=_name_strata(cell, body=body, arms=arms, near=near),
        camera=_draw_camera(cell, near, rng),
        machine=_draw_machine(cell, near, rng),
        footage=cell.footage,
        arms=arms,
        bystander=cell.bystander,
        is_judgeable=cell.is_judgeable,
        in_sample=cell.in_sample,
    )


def _usual_bottom_deg(variant: Variant) -> float:
    return 58.0 if variant == "standing" else 52.0


def _draw_repetitions(cell: Cell, rng: np.random.Generator) -> tuple[Moves, ...]:
    base = Moves(
        concentric_s=float(rng.uniform(1.35, 1.7)),
        top_hold_s=float(rng.uniform(0.7, 0.95) + (0.3 if cell.goal == "strength" else 0.0)),
        eccentric_s=float(rng.uniform(2.25, 2.6)),
        bottom_hold_s=float(rng.uniform(0.6, 0.85)),
        bottom_deg=_usual_bottom_deg(cell.variant) + float(rng.uniform(-4.0, 4.0)),
    )
    return tuple(
        apply_faults(_vary(base, rng, tired=row / max(len(cell.faults) - 1, 1) if cell.is_tiring else 0.0), faults)
        for row, faults in enumerate(cell.faults)
    )


def _vary(base: Moves, rng: np.random.Generator, *, tired: float) -> Moves:
    """Nobody does two repetitions alike."""
    slower = 1.0 + _FATIGUE * tired
    return replace(
        base,
        concentric_s=base.concentric_s * float(rng.uniform(0.94, 1.06)) * slower,
        top_hold_s=base.top_hold_s * float(rng.uniform(0.9, 1.1)) * (1.0 - 0.25 * tired),
        eccentric_s=base.eccentric_s * float(rng.uniform(0.95, 1.05)),
        bottom_hold_s=base.bottom_hold_s * float(rng.uniform(0.85, 1.25)) * slower,
        bottom_deg=base.bottom_deg + float(rng.normal(0.0, 0.8)),
        top_deg=float(rng.normal(0.0, 0.8)) + _TIRED_TOP_DEG * tired,
    )


def _draw_camera(cell: Cell, near: float, rng: np.random.Generator) -> Camera:
    is_standing = cell.variant == "standing"
    usual = Camera(
        near_side=near,
        yaw_deg=float(rng.uniform(-5.0, 5.0)),
        height_m=float(rng.uniform(0.95, 1.3)),
        distance_m=float(rng.uniform(3.3, 3.7)) if is_standing else float(rng.uniform(2.7, 3.1)),
        roll_deg=float(rng.uniform(-0.7, 0.7)),
        target_m=1.08 if is_standing else 0.8,
    )
    return replace(usual, **{key: value for key, value in cell.camera.items() if key != "near_side"})


def _draw_machine(cell: Cell, near: float, rng: np.random.Generator) -> MachineLook:
    """Sides in a cell are as the camera sees them, + near; here they become the lifter's."""
    return MachineLook(
        paint=_PAINTS[int(rng.integers(len(_PAINTS)))],
        lever_side=near * cell.machine.get("lever_side", -1.0),
        hip_shield_side=near * cell.machine.get("hip_shield_side", 0.0),
        front_panel_side=near * cell.machine.get("front_panel_side", 0.0),
    )


def _name_strata(cell: Cell, *, body: str, arms: str, near: float) -> tuple[tuple[str, str], ...]:
    group, condition = cell.stratum
    return (
        ("group", group),
        (group, condition),
        ("variant", cell.variant),
        ("body", body),
        ("arms", arms),
        ("facing", "left" if near > 0 else "right"),
        ("fps", "variable" if cell.footage.is_variable else f"{cell.footage.rate_hz:g}"),
    )
