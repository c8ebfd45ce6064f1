"""The cells of the benchmark, group by group."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

import numpy as np

from validation.body.posture import Variant
from validation.matrix.cast import BODIES
from validation.matrix.draw import Cell, draw_set
from validation.matrix.plan import SetPlan
from validation.motion.moves import FAULTS, Fault, Strength
from validation.picture.footage import Footage

DEFAULT_SEED = 2026
_GOOD: tuple[Fault, ...] = ()
_PAST = (Fault("hyperext", Strength.CLEAR),)
_PAIR = (_GOOD, _PAST)
_FULL = Footage()
_SEEN = ("hyperext", "fast_lower", "bounce", "jerky", "partial", "no_pause")
"""Faults that a camera from the side sees well."""
_BOTH: tuple[Variant, ...] = ("standing", "seated")


def list_sets(seed: int = DEFAULT_SEED) -> tuple[SetPlan, ...]:
    """All sets, in an order in which any beginning of the list is a fair mixture of all groups."""
    groups = [
        [*group]
        for group in (
            _bodies(),
            _camera(),
            _machine(),
            _footage(),
            _around(),
            _counts(),
            _faults(),
            _pairs(),
            _mixed(seed),
        )
    ]
    placed = [((row + 0.5) / len(group), cell) for group in groups for row, cell in enumerate(group)]
    ordered = [cell for _, cell in sorted(placed, key=lambda item: item[0])]
    return tuple(draw_set(cell, index, seed) for index, cell in enumerate(ordered))


def _bodies() -> Iterator[Cell]:
    """Every body, clean."""
    for body, variant in zip(sorted(BODIES), cycle(_BOTH), strict=False):
        yield Cell(("bodies", body), variant=variant, body=body, in_sample=body == "f_average", footage=_FULL)


def _camera() -> Iterator[Cell]:
    """Places of the camera; beyond 30 degrees of yaw the view must be refused."""
    for yaw in (-30, -20, -10, 10, 20, 30):
        yield Cell(("camera", f"yaw {yaw:+d}"), _PAIR, camera={"yaw_deg": yaw}, in_sample=yaw == 20)
    for yaw in (-60, -40, 40, 60, 90, -90):
        yield Cell(("camera", f"yaw {yaw:+d}"), camera={"yaw_deg": yaw}, is_judgeable=False, in_sample=yaw == 60)
    for yaw in (-20, 20):
        yield Cell(("camera", f"yaw {yaw:+d}"), _PAIR, variant="seated", camera={"yaw_deg": yaw})
    for height in (0.45, 0.75, 1.7):
        yield Cell(("camera", f"height {height:g} m"), _PAIR, camera={"height_m": height})
    for distance in (2.9, 4.8):
        yield Cell(("camera", f"distance {distance:g} m"), _PAIR, camera={"distance_m": distance}, footage=_FULL)
    for roll in (-6, 6):
        yield Cell(("camera", f"roll {roll:+d}"), _PAIR, camera={"roll_deg": roll})


def _machine() -> Iterator[Cell]:
    """What stands between camera and lifter, and what the arms do."""
    hidden = {
        "lever near": {"lever_side": 1.0},
        "hip hidden": {"hip_shield_side": 1.0},
        "far side hidden": {"front_panel_side": -1.0},
    }
    for variant in _BOTH:
        for name, machine in hidden.items():
            yield Cell(
                ("machine", name),
                _PAIR,
                variant=variant,
                machine=machine,
                camera={"yaw_deg": 15.0} if name == "far side hidden" else {},
                in_sample=name == "lever near" and variant == "seated",
            )
        for arms in ("crossed", "handles"):
            yield Cell(
                ("machine", f"arms {arms}"), _PAIR, variant=variant, arms="crossed" if arms == "crossed" else "handles"
            )


def _footage() -> Iterator[Cell]:
    """Frame rates, and what poor cameras and codecs do."""
    footage = {
        "15 fps": replace(_FULL, rate_hz=15.0),
        "30 fps": replace(_FULL, rate_hz=30.0),
        "60 fps": Footage(width_px=480, height_px=360, rate_hz=60.0),
        "variable rate": replace(_FULL, rate_hz=30.0, is_variable=True),
        "dim": replace(_FULL, brightness=0.42, noise=6.0),
        "noisy": replace(_FULL, noise=16.0),
        "compressed": replace(_FULL, crf=39),
        "motion blur": Footage(width_px=480, height_px=360, shutter=0.8),
    }
    for row, (name, taken) in enumerate(footage.items()):
        fast = (Fault("fast_lower", Strength.CLEAR),)
        yield Cell(
            ("footage", name),
            (_GOOD, fast, _PAST)[: 2 if name == "60 fps" else 3],
            variant=_BOTH[row % 2],
            footage=taken,
            in_sample=name == "15 fps",
        )
        if "fps" in name and name != "60 fps":
            yield Cell(("footage", name), variant=_BOTH[(row + 1) % 2], footage=taken)


def _around() -> Iterator[Cell]:
    """What is no repetition: walking in, adjusting, fidgets, racking, somebody else."""
    yield Cell(("around", "walk in"), extras=("walk_in",))
    yield Cell(("around", "walk in and out"), extras=("walk_in", "racking"))
    yield Cell(("around", "nothing lifted"), (), extras=("walk_in", "adjusting", "racking"), in_sample=True)
    yield Cell(("around", "nothing lifted"), (), variant="seated", extras=("adjusting", "fidgets"))
    for variant in _BOTH:
        yield Cell(("around", "adjusting"), variant=variant, extras=("adjusting",))
        yield Cell(("around", "fidgets"), variant=variant, extras=("fidgets",))
        yield Cell(("around", "all of it"), (_GOOD, _GOOD), variant=variant, extras=("adjusting", "fidgets"))
        yield Cell(("around", "bystander behind"), _PAIR, variant=variant, bystander="behind")
        yield Cell(("around", "bystander in front"), _PAIR, variant=variant, bystander="in_front")
    yield Cell(("around", "racking"), extras=("racking",))
    yield Cell(("around", "bystander behind"), (_GOOD, _GOOD), camera={"yaw_deg": 15.0}, bystander="behind")


def _counts() -> Iterator[Cell]:
    """Set lengths, tiring towards the end."""
    for count, variant in ((1, "standing"), (1, "seated"), (6, "seated"), (12, "standing"), (20, "standing")):
        goal = "endurance" if count == 20 else "hypertrophy"
        chosen: Variant = "standing" if variant == "standing" else "seated"
        yield Cell(("counts", f"{count} reps"), (_GOOD,) * count, variant=chosen, goal=goal, is_tiring=count > 1)


def _faults() -> Iterator[Cell]:
    """Every fault at every strength, one set a kind; with clean repetitions before and between."""
    for kind, grades in FAULTS.items():
        under, between, clear = ((Fault(kind, strength),) for strength in grades)
        yield Cell(("faults", kind), (_GOOD, clear, under, between), in_sample=kind == "bounce")
        if kind in _SEEN:
            yield Cell(("faults", kind), (_GOOD, between, clear), variant="seated")


def _pairs() -> Iterator[Cell]:
    """Two faults in one repetition."""
    pairs = (
        ("hyperext", "fast_lower"),
        ("jerky", "no_pause"),
        ("partial", "bounce"),
        ("head_back", "hyperext"),
        ("fast_lower", "unsettled"),
    )
    for row, pair in enumerate(pairs):
        faults = tuple(Fault(kind, Strength.CLEAR) for kind in pair)
        yield Cell(("pairs", " and ".join(pair)), (_GOOD, faults, _GOOD), variant=_BOTH[row % 2])


def _mixed(seed: int) -> Iterator[Cell]:
    """Ordinary sets in ordinary rooms: everything drawn, half of them clean."""
    rng = np.random.default_rng([seed, 77])
    for row in range(20):
        is_clean = row % 2 == 0
        faults = tuple(
            () if is_clean or rng.random() < 0.4 else (Fault(str(rng.choice(_SEEN)), Strength.CLEAR),) for _ in range(3)
        )
        camera = {"yaw_deg": float(rng.uniform(-22.0, 22.0)), "height_m": float(rng.uniform(0.7, 1.6))}
        goal = ("hypertrophy", "strength", "technique")[row % 3]
        footage = Footage(480, 360, crf=int(rng.integers(20, 33)), noise=float(rng.uniform(0.0, 6.0)))
        yield Cell(
            ("mixed", "clean" if is_clean else "faulty"),
            faults,
            _BOTH[int(rng.integers(2))],
            goal,
            camera=camera,
            footage=footage,
        )
