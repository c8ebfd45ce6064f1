"""The upper body of a lifter as one rigid body that turns about the hip: masses, first moments, moments of inertia.

Decides where segments and arms lie. Axes move with the trunk: *along* it from the hip to the shoulder, and *ahead* of
it towards the chest. What gravity and a machine make of it is `moment`'s business.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from cleanrep.errors import UsageError
from cleanrep.load.segments import SEGMENTS, Segment, SegmentTable, Sex
from cleanrep.model.arrays import FloatArray

BODY_MASS_KG = (25.0, 300.0)
HEIGHT_M = (1.20, 2.40)
L5S1_SHARE = 0.20
"""Hip to L5/S1 as a share of hip to shoulder: about 0.105 m, +-0.016 m (reasoned from surface landmarks)."""


class Arms(StrEnum):
    """Where the lifter has the arms."""

    CROSSED = "crossed"
    HEAD = "head"


# Directions (ahead, along) of upper arm and forearm in the sagittal plane, of length below 1 where the arm points to
# the side; chosen so that first moments and inertia come out as for arms folded on the chest, and hands at the head.
_DIRECTIONS = {
    Arms.CROSSED: ((0.56, -0.80), (-0.39, 0.27)),
    Arms.HEAD: ((0.33, 0.71), (-0.29, -0.77)),
}


@dataclass(frozen=True, slots=True)
class Lifter:
    """Who lifts.

    Attributes
    ----------
    body_mass_kg, height_m : float
        Within `BODY_MASS_KG` and `HEIGHT_M`.

    Raises
    ------
    UsageError
        When mass or height lie outside.
    """

    body_mass_kg: float
    height_m: float
    sex: Sex
    arms: Arms = Arms.CROSSED

    def __post_init__(self) -> None:
        """Refuse what is no lifter."""
        _check_within("a body mass", self.body_mass_kg, bounds=BODY_MASS_KG, unit="kg")
        _check_within("a height", self.height_m, bounds=HEIGHT_M, unit="m")


def _check_within(what: str, value: float, *, bounds: tuple[float, float], unit: str) -> None:
    low, high = bounds
    if not low <= value <= high:
        raise UsageError(f"{what} of {low:g} to {high:g} {unit}", f"{value:g} {unit}", f"give it in {unit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperBody:
    """Everything above the hip, and of it everything above L5/S1; each of shape () or (n, 1), for n bodies at once.

    Attributes
    ----------
    hip_along_kg_m, hip_ahead_kg_m : FloatArray
        First moments about the hip of all above the hip.
    hip_inertia_kg_m2 : FloatArray
        Moment of inertia about the hip of all above the hip.
    above_mass_kg, above_along_kg_m, above_ahead_kg_m, above_inertia_kg_m2 : FloatArray
        The same, still about the hip, of all above L5/S1.
    l5s1_m : FloatArray
        Hip to L5/S1, along the trunk.
    hands_along_m, hands_ahead_m : FloatArray
        Where the hands are.
    """

    hip_along_kg_m: FloatArray
    hip_ahead_kg_m: FloatArray
    hip_inertia_kg_m2: FloatArray
    above_mass_kg: FloatArray
    above_along_kg_m: FloatArray
    above_ahead_kg_m: FloatArray
    above_inertia_kg_m2: FloatArray
    l5s1_m: FloatArray
    hands_along_m: FloatArray
    hands_ahead_m: FloatArray

    @property
    def l5s1_along_kg_m(self) -> FloatArray:
        """First moment about L5/S1, along the trunk."""
        return self.above_along_kg_m - self.l5s1_m * self.above_mass_kg

    @property
    def l5s1_inertia_kg_m2(self) -> FloatArray:
        """What an angular acceleration about the hip asks of L5/S1: sum of m (r - r5) . r and the segments' own."""
        return self.above_inertia_kg_m2 - self.l5s1_m * self.above_along_kg_m


@dataclass(frozen=True, slots=True)
class _Part:
    """A rigid part: mass in kg, centre (ahead, along) in m from the hip, radius of gyration in m."""

    mass_kg: float
    ahead_m: float
    along_m: float
    gyration_m: float

    @property
    def inertia_kg_m2(self) -> float:
        return self.mass_kg * (self.ahead_m**2 + self.along_m**2 + self.gyration_m**2)


def build_upper_body(lifter: Lifter) -> UpperBody:
    """Scale the segments of the lifter's table by body mass and height, and put them together.

    The lower trunk is cut at L5/S1, its mass spread evenly over its length (de Leva's landmarks do not part it there).
    """
    table = SEGMENTS[lifter.sex]
    scale_m = lifter.height_m / table.stature_mm
    above = [*_stack_trunk(table, lifter, scale_m), *_place_arms(table, lifter, scale_m)]
    lower, lower_above = _place_lower_trunk(table, lifter, scale_m)
    whole, upper = [*above, lower], [*above, lower_above]
    hands = above[-1]
    return UpperBody(
        hip_along_kg_m=np.asarray(sum(p.mass_kg * p.along_m for p in whole)),
        hip_ahead_kg_m=np.asarray(sum(p.mass_kg * p.ahead_m for p in whole)),
        hip_inertia_kg_m2=np.asarray(sum(p.inertia_kg_m2 for p in whole)),
        above_mass_kg=np.asarray(sum(p.mass_kg for p in upper)),
        above_along_kg_m=np.asarray(sum(p.mass_kg * p.along_m for p in upper)),
        above_ahead_kg_m=np.asarray(sum(p.mass_kg * p.ahead_m for p in upper)),
        above_inertia_kg_m2=np.asarray(sum(p.inertia_kg_m2 for p in upper)),
        l5s1_m=np.asarray(L5S1_SHARE * table.shoulder_above_hip_mm * scale_m),
        hands_along_m=np.asarray(hands.along_m),
        hands_ahead_m=np.asarray(hands.ahead_m),
    )


def _place_lower_trunk(table: SegmentTable, lifter: Lifter, scale_m: float) -> tuple[_Part, _Part]:
    """The lower trunk whole, and its part above L5/S1."""
    segment = table.lower_trunk
    length_m = segment.length_mm * scale_m
    mass_kg = segment.mass_pct / 100 * lifter.body_mass_kg
    whole = _Part(mass_kg, 0.0, length_m * (1 - segment.centre_pct / 100), length_m * segment.gyration_pct / 100)
    cut_m = L5S1_SHARE * table.shoulder_above_hip_mm * scale_m
    rest_m = length_m - cut_m
    return whole, _Part(mass_kg * rest_m / length_m, 0.0, cut_m + rest_m / 2, rest_m / np.sqrt(12.0))


def _stack_trunk(table: SegmentTable, lifter: Lifter, scale_m: float) -> Iterator[_Part]:
    """Middle trunk, upper trunk and head, one above the other."""
    base_mm = table.lower_trunk.length_mm
    gap_mm = table.cervicale_above_sternum_mm
    for segment, lift_mm in ((table.middle_trunk, 0.0), (table.upper_trunk, 0.0), (table.head, gap_mm)):
        along_mm = base_mm + lift_mm + segment.length_mm * (1 - segment.centre_pct / 100)
        mass_kg = segment.mass_pct / 100 * lifter.body_mass_kg
        yield _Part(mass_kg, 0.0, along_mm * scale_m, segment.length_mm * segment.gyration_pct / 100 * scale_m)
        base_mm += segment.length_mm


def _place_arms(table: SegmentTable, lifter: Lifter, scale_m: float) -> Iterator[_Part]:
    """Both upper arms, both forearms, both hands, from the shoulder outwards."""
    upper_arm, forearm = _DIRECTIONS[lifter.arms]
    links: tuple[tuple[Segment, tuple[float, float]], ...] = (
        (table.upper_arm, upper_arm),
        (table.forearm, forearm),
        (table.hand, forearm),
    )
    ahead_mm, along_mm = 0.0, table.shoulder_above_hip_mm
    for segment, (dx, dy) in links:
        reach_mm = segment.length_mm * segment.centre_pct / 100
        yield _Part(
            2 * segment.mass_pct / 100 * lifter.body_mass_kg,
            (ahead_mm + dx * reach_mm) * scale_m,
            (along_mm + dy * reach_mm) * scale_m,
            segment.length_mm * segment.gyration_pct / 100 * scale_m,
        )
        ahead_mm += dx * segment.length_mm
        along_mm += dy * segment.length_mm


def hold_weight(body: UpperBody, mass_kg: FloatArray, *, along_m: FloatArray, ahead_m: FloatArray) -> UpperBody:
    """The body with a point mass held still against the trunk, at (ahead, along) from the hip."""
    inertia_kg_m2 = mass_kg * (along_m**2 + ahead_m**2)
    return replace(
        body,
        hip_along_kg_m=body.hip_along_kg_m + mass_kg * along_m,
        hip_ahead_kg_m=body.hip_ahead_kg_m + mass_kg * ahead_m,
        hip_inertia_kg_m2=body.hip_inertia_kg_m2 + inertia_kg_m2,
        above_mass_kg=body.above_mass_kg + mass_kg,
        above_along_kg_m=body.above_along_kg_m + mass_kg * along_m,
        above_ahead_kg_m=body.above_ahead_kg_m + mass_kg * ahead_m,
        above_inertia_kg_m2=body.above_inertia_kg_m2 + inertia_kg_m2,
    )
