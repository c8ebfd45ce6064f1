"""How one repetition is done, and what each fault changes about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from validation.motion.courses import find_peak_speed


class Strength(StrEnum):
    """How strong a fault is against the limits of its rule."""

    UNDER = "under"
    """Within the aim."""
    BETWEEN = "between"
    """Past the aim, short of the fault limit."""
    CLEAR = "clear"
    """Past the fault limit."""


@dataclass(frozen=True, slots=True)
class Moves:
    """One repetition. Angles are relative to neutral, + forward.

    Attributes
    ----------
    concentric_s, top_hold_s, eccentric_s, bottom_hold_s : float
    bottom_deg, top_deg : float
        Trunk at the bottom after this repetition and on the top plateau.
    lift_peak : float
        When in the lift it is fastest, 0 to 1; 0.5 is minimum jerk.
    n_steps, step_share : int, float
        The lift goes in so many steps; how much of it is steps, the rest is smooth.
    drop : float
        Exponent of the lowering's course; 3 is minimum jerk, more is a drop that is caught late.
    rebound_deg_s2 : float
        Acceleration of an elastic turn at the bottom; 0 comes to rest.
    wobble_deg_s : float
        Root mean square of the speed of the trunk in the pause at the bottom.
    head_deg : float
        Bend of the neck at the top, + chin down, - head thrown back.
    rounded_deg : float
        Bend of the spine beyond the usual, through the whole repetition.
    hollow_deg : float
        How hollow the back is at the top.
    hip_slide_m, heel_lift_m : float
        How far the hips slide back, how far the heels rise, at the top.
    """

    concentric_s: float = 1.6
    top_hold_s: float = 0.9
    eccentric_s: float = 2.4
    bottom_hold_s: float = 0.8
    bottom_deg: float = 58.0
    top_deg: float = 0.0
    lift_peak: float = 0.5
    n_steps: int = 1
    step_share: float = 0.0
    drop: float = 3.0
    rebound_deg_s2: float = 0.0
    wobble_deg_s: float = 0.0
    head_deg: float = 0.0
    rounded_deg: float = 0.0
    hollow_deg: float = 0.0
    hip_slide_m: float = 0.0
    heel_lift_m: float = 0.0


_Change = Mapping[str, float | int]
_ORDER = (Strength.UNDER, Strength.BETWEEN, Strength.CLEAR)


def _grade(name: str, values: tuple[float, float, float], **always: float) -> dict[Strength, _Change]:
    return {strength: {name: value, **always} for strength, value in zip(_ORDER, values, strict=True)}


def _drop(exponent: float, peak_1_s: float) -> _Change:
    """A lowering of this shape that peaks at so many ranges a second: the shape says how long it takes."""
    return {"drop": exponent, "eccentric_s": round(find_peak_speed(exponent) / peak_1_s, 3)}


FAULTS: Mapping[str, Mapping[Strength, _Change]] = {
    "hyperext": _grade("top_deg", (-3.0, -9.0, -22.0)),
    "fast_lower": _grade("eccentric_s", (2.2, 1.75, 0.7)),
    # A drop is quick somewhere: its peak speed is graded, with a shape that fits. As quick as `fast_lower` at its
    # mildest, half way between aim and fault limit, and 1.6 times the limit, which is the margin of the other faults
    # and leaves a lowering of 1.85 s, so that it is no fault by its length.
    "dropped": {
        Strength.UNDER: _drop(3.6, 0.85),
        Strength.BETWEEN: _drop(5.8, 1.175),
        Strength.CLEAR: _drop(11.0, 2.0),
    },
    "bounce": {
        Strength.UNDER: {"bottom_hold_s": 0.45, "eccentric_s": 2.1},
        Strength.BETWEEN: {"rebound_deg_s2": 520.0, "bottom_hold_s": 0.0, "eccentric_s": 1.8},
        Strength.CLEAR: {"rebound_deg_s2": 1100.0, "bottom_hold_s": 0.0, "eccentric_s": 0.95},
    },
    "jerky": _grade("concentric_s", (1.35, 1.0, 0.5)),
    "yanked": _grade("lift_peak", (0.4, 0.31, 0.18)),
    "stutter": {
        Strength.UNDER: {"n_steps": 2, "step_share": 0.25, "concentric_s": 2.0},
        Strength.BETWEEN: {"n_steps": 2, "step_share": 0.9, "concentric_s": 2.4},
        Strength.CLEAR: {"n_steps": 3, "step_share": 1.0, "concentric_s": 3.0},
    },
    "partial": _grade("top_deg", (5.0, 11.0, 24.0)),
    "deep": _grade("bottom_deg", (66.0, 78.0, 92.0)),
    "shallow": _grade("bottom_deg", (30.0, 17.0, 17.0)),
    "no_pause": _grade("top_hold_s", (0.65, 0.37, 0.0)),
    "head_back": _grade("head_deg", (-9.0, -18.0, -42.0)),
    "chin_down": _grade("head_deg", (9.0, 18.0, 40.0)),
    "rounded": _grade("rounded_deg", (8.0, 22.0, 36.0)),
    "rib_flare": _grade("hollow_deg", (6.0, 13.0, 28.0)),
    "hip_slide": _grade("hip_slide_m", (0.015, 0.038, 0.085)),
    "heels_up": _grade("heel_lift_m", (0.015, 0.04, 0.09)),
    "unsettled": _grade("wobble_deg_s", (5.0, 13.0, 30.0), bottom_hold_s=1.2),
}
"""What a fault of a strength changes, by kind; the limits are those of the exercise file for hypertrophy."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of `FAULTS` and its strength."""

    kind: str
    strength: Strength


def apply_faults(moves: Moves, faults: tuple[Fault, ...]) -> Moves:
    """The same repetition with faults in it."""
    for fault in faults:
        moves = replace(moves, **FAULTS[fault.kind][fault.strength])  # type: ignore[arg-type] # names are fields
    return moves
