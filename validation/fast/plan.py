"""Draw what a simulated set is: who does it how, seen how often, with whose landmark noise.

Everything follows from the seed of the set. Tempo, range and top of a clean repetition stay within the aims of the
exercise file for hypertrophy; a fault is what `validation.motion.moves.FAULTS` makes of it.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from validation.motion.around import Extra
from validation.motion.moves import FAULTS, Fault, Moves, Strength, apply_faults
from validation.motion.script import Script
from validation.noise.profile import NoiseBank, NoiseProfile

GOAL = "hypertrophy"
UNSEEN_FAULTS = frozenset({"rounded", "rib_flare"})
"""The silhouette shows these, and there is none in simulated sets."""
LEAST_RANGE_DEG = 22.0
"""A repetition of less is too near a quarter of the expected range, below which it is none."""
KINDS = tuple(kind for kind in FAULTS if kind not in UNSEEN_FAULTS)
STANDING_KINDS = frozenset({"hyperext", "partial"})
"""Seated, the set's own top is neutral, so that a set cannot be held against its tops."""
_REPETITIONS = ((1, 0.1), (2, 0.15), (3, 0.35), (4, 0.25), (5, 0.08), (8, 0.04), (12, 0.02), (20, 0.01))
_RATES_HZ = ((15.0, 0.4), (25.0, 0.35), (30.0, 0.23), (60.0, 0.02))
_EXTRAS: tuple[tuple[Extra, float], ...] = (("walk_in", 0.15), ("adjusting", 0.2), ("fidgets", 0.2), ("racking", 0.2))
MIN_FOR_FAULTS = 3
"""Repetitions from which a set can have faults: what is usual in a set is its median."""


@dataclass(frozen=True, slots=True)
class SimulatedPlan:
    """One simulated set.

    Attributes
    ----------
    seed : int
        Of everything random in it.
    faults : tuple[tuple[Fault, ...], ...]
        Of each repetition; `script` has them in it already.
    thigh_deg, knee_deg, neutral_deg : float
        True angles of the lifter on the machine, as in `validation.body.posture.Stance`.
    unevenness : float
        How far a frame's time strays, as a share of half the step.
    """

    name: str
    seed: int
    variant: Literal["standing", "seated"]
    script: Script
    faults: tuple[tuple[Fault, ...], ...]
    profile: NoiseProfile
    rate_hz: float
    unevenness: float
    near: Literal["left", "right"]
    thigh_deg: float
    knee_deg: float
    neutral_deg: float
    strata: tuple[tuple[str, str], ...]


def draw_plan(index: int, bank: NoiseBank, *, seed: int = 0) -> SimulatedPlan:
    """The set of an index; the same for the same bank and seed."""
    rng = np.random.default_rng([seed, index])
    variant: Literal["standing", "seated"] = "standing" if rng.random() < 0.8 else "seated"
    profiles = bank.find_profiles(variant)
    profile = profiles[int(rng.integers(len(profiles)))]
    n_repetitions = int(_choose(_REPETITIONS, rng))
    start_deg = float(rng.uniform(45.0, 62.0))
    clean = _draw_clean(n_repetitions, start_deg, rng)
    faults = _draw_faults(n_repetitions, variant, rng)
    extras = tuple(name for name, share in _EXTRAS if rng.random() < share)
    script = Script(
        repetitions=tuple(_apply(moves, fault) for moves, fault in zip(clean, faults, strict=True)),
        start_deg=start_deg,
        extras=extras,
        seed=int(rng.integers(2**31)),
    )
    rate_hz = _choose(_RATES_HZ, rng)
    is_standing = variant == "standing"
    thigh_deg = float(rng.normal(-8.0, 3.0) if is_standing else rng.normal(-78.0, 4.0))
    return SimulatedPlan(
        name=f"s{index:05d}",
        seed=int(rng.integers(2**31)),
        variant=variant,
        script=script,
        faults=faults,
        profile=profile,
        rate_hz=rate_hz,
        unevenness=0.6 if rng.random() < 0.1 else 0.0,
        near="left" if rng.random() < 0.5 else "right",
        thigh_deg=thigh_deg,
        knee_deg=float(rng.normal(163.0, 4.0) if is_standing else rng.normal(98.0, 5.0)),
        neutral_deg=thigh_deg if is_standing else float(rng.normal(-18.0, 3.0)),
        strata=_describe(rate_hz, n_repetitions, extras=extras, profile=profile),
    )


def _choose(shares: tuple[tuple[float, float], ...], rng: np.random.Generator) -> float:
    values, weights = zip(*shares, strict=True)
    return float(rng.choice(values, p=np.array(weights) / sum(weights)))


def _draw_clean(n: int, start_deg: float, rng: np.random.Generator) -> list[Moves]:
    """Repetitions of one lifter: an own tempo, small differences, and what fatigue does over the set."""
    usual = Moves(
        concentric_s=rng.uniform(1.3, 2.3),
        top_hold_s=rng.uniform(0.6, 1.5),
        eccentric_s=rng.uniform(2.15, 3.1),
        bottom_hold_s=rng.uniform(0.5, 1.5),
        top_deg=float(np.clip(rng.normal(0.0, 1.5), -3.0, 3.0)),
        lift_peak=rng.uniform(0.45, 0.55),
    )
    slowing, shortening_deg = rng.uniform(0.0, 0.4), rng.uniform(0.0, 3.0)
    drift = [i / max(n, 8) for i in range(n)]
    return [
        _vary(usual, start_deg, slower=slowing * share, short_deg=shortening_deg * share, rng=rng) for share in drift
    ]


def _vary(usual: Moves, start_deg: float, *, slower: float, short_deg: float, rng: np.random.Generator) -> Moves:
    return replace(
        usual,
        concentric_s=max(usual.concentric_s * (1.0 + slower) * rng.normal(1.0, 0.05), 1.25),
        top_hold_s=max(usual.top_hold_s * rng.normal(1.0, 0.08), 0.55),
        eccentric_s=float(np.clip(usual.eccentric_s * rng.normal(1.0, 0.05), 2.05, 3.4)),
        bottom_hold_s=max(usual.bottom_hold_s * rng.normal(1.0, 0.1), 0.45),
        top_deg=usual.top_deg + short_deg + float(np.clip(rng.normal(0.0, 0.6), -1.5, 1.5)),
        bottom_deg=start_deg - 0.5 * short_deg + float(np.clip(rng.normal(0.0, 1.0), -2.5, 2.5)),
    )


def _draw_faults(n: int, variant: str, rng: np.random.Generator) -> tuple[tuple[Fault, ...], ...]:
    """Three sets in four have a fault, in about a third of the repetitions; one in ten of those has two at once."""
    if n < MIN_FOR_FAULTS or rng.random() > 0.75:
        return ((),) * n
    kinds = [kind for kind in KINDS if variant == "standing" or kind not in STANDING_KINDS]
    first, second = (str(kind) for kind in rng.choice(kinds, 2, replace=False))
    strength = list(Strength)[int(rng.integers(3))]
    given: tuple[Fault, ...] = (Fault(first, strength),)
    if rng.random() < 0.1 and not FAULTS[first][strength].keys() & FAULTS[second][strength].keys():
        given = (*given, Fault(second, strength))
    # A last repetition that is hardly lowered is one that was broken off, and is told as incomplete.
    n_open = n - 1 if any(fault.kind == "shallow" for fault in given) else n
    marked = set(rng.choice(n_open, max(1, (n - 1) // 3), replace=False).tolist())
    return tuple(given if index in marked else () for index in range(n))


def _apply(moves: Moves, faults: tuple[Fault, ...]) -> Moves:
    changed = apply_faults(moves, faults)
    return replace(changed, bottom_deg=max(changed.bottom_deg, changed.top_deg + LEAST_RANGE_DEG))


def _describe(
    rate_hz: float, n_repetitions: int, *, extras: tuple[Extra, ...], profile: NoiseProfile
) -> tuple[tuple[str, str], ...]:
    yaw = f"{10 * round(abs(profile.yaw_deg) / 10):d}°"
    length = "1" if n_repetitions == 1 else ("2 to 5" if n_repetitions <= 5 else "6 to 20")
    around = "nothing" if not extras else ("one thing" if len(extras) == 1 else "several things")
    return (
        ("frames a second", f"{rate_hz:g}"),
        ("camera off the side", yaw),
        ("repetitions", length),
        ("around the set", around),
    )
