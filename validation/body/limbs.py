"""Arms and legs: two bones that reach a point, the joint between them on a given side."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.body.rig import Rig
from validation.body.turns import align

_SLACK = 0.998
"""A limb stretches to this share of its length at most, so that the joint keeps its side."""


@dataclass(frozen=True, slots=True)
class Limb:
    """Names of upper and lower bone and of the one at the end."""

    upper: str
    lower: str
    end: str


def arm(side: str) -> Limb:
    """Arm of side ``L`` or ``R``."""
    return Limb(f"upperarm01.{side}", f"lowerarm01.{side}", f"wrist.{side}")


def leg(side: str) -> Limb:
    """Leg of side ``L`` or ``R``."""
    return Limb(f"upperleg01.{side}", f"lowerleg01.{side}", f"foot.{side}")


def reach(rig: Rig, limb: Limb, *, start: FloatArray, goal: FloatArray, bend: FloatArray) -> dict[str, FloatArray]:
    """Turns in space of both bones of a limb so that its end comes to the goal.

    Parameters
    ----------
    start, goal : FloatArray
        (3,) where the limb begins, where it shall end. Out of reach, it stretches towards the goal.
    bend : FloatArray
        (3,) towards which side the middle joint points.
    """
    rest = [rig.head_m(name) for name in (limb.upper, limb.lower, limb.end)]
    upper_m, lower_m = (float(np.linalg.norm(b - a)) for a, b in pairwise(rest))
    line = goal - start
    distance = float(np.clip(np.linalg.norm(line), abs(upper_m - lower_m) * 1.02, (upper_m + lower_m) * _SLACK))
    line = line / np.linalg.norm(line)
    aside = bend - line * float(bend @ line)
    aside = aside / np.linalg.norm(aside)
    along = (upper_m**2 + distance**2 - lower_m**2) / (2.0 * distance)
    middle = start + line * along + aside * np.sqrt(max(upper_m**2 - along**2, 0.0))
    end = start + line * distance
    rest_bend = _find_bend(*rest)
    return {
        limb.upper: align(middle - start, aside) @ align(rest[1] - rest[0], rest_bend).T,
        limb.lower: align(end - middle, aside) @ align(rest[2] - rest[1], rest_bend).T,
    }


def _find_bend(first: FloatArray, middle: FloatArray, last: FloatArray) -> FloatArray:
    """Which way the middle joint points at rest."""
    line = (last - first) / np.linalg.norm(last - first)
    aside = middle - first
    return np.asarray(aside - line * float(aside @ line))
