"""Segments of the upper body: mass, centre of mass, radius of gyration and length, of women and of men.

Values of de Leva, P. (1996), Adjustments to Zatsiorsky-Seluyanov's segment inertia parameters, J. Biomech. 29(9),
1223-1230, table 4. Gyration radii are those about the transverse axis: everything here happens in the sagittal plane.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Sex(StrEnum):
    """Which table holds for a lifter."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment, of one side where there are two.

    Attributes
    ----------
    mass_pct : float
        Of body mass.
    centre_pct : float
        Of its length, from the cranial or proximal end to the centre of mass.
    gyration_pct : float
        Of its length, about the transverse axis through the centre of mass.
    length_mm : float
        For a person of the table's stature.
    """

    mass_pct: float
    centre_pct: float
    gyration_pct: float
    length_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentTable:
    """Segments of one sex.

    Attributes
    ----------
    stature_mm : float
        Stature that the lengths belong to.
    cervicale_above_sternum_mm : float
        Height of the cervicale, where the head's segment ends, above the suprasternale, where the upper trunk begins.
    shoulder_above_hip_mm : float
        Middle of the hip joints to middle of the shoulder joints.
    """

    stature_mm: float
    head: Segment
    upper_trunk: Segment
    middle_trunk: Segment
    lower_trunk: Segment
    upper_arm: Segment
    forearm: Segment
    hand: Segment
    cervicale_above_sternum_mm: float
    shoulder_above_hip_mm: float


SEGMENTS: Mapping[Sex, SegmentTable] = MappingProxyType(
    {
        Sex.MALE: SegmentTable(
            stature_mm=1741.0,
            head=Segment(6.94, 50.02, 31.5, 242.9),
            upper_trunk=Segment(15.96, 29.99, 45.4, 170.7),
            middle_trunk=Segment(16.33, 45.02, 38.3, 215.5),
            lower_trunk=Segment(11.17, 61.15, 55.1, 145.7),
            upper_arm=Segment(2.71, 57.72, 26.9, 281.7),
            forearm=Segment(1.62, 45.74, 26.5, 268.9),
            hand=Segment(0.61, 79.00, 51.3, 86.2),
            cervicale_above_sternum_mm=71.4,
            shoulder_above_hip_mm=515.5,
        ),
        Sex.FEMALE: SegmentTable(
            stature_mm=1735.0,
            head=Segment(6.68, 48.41, 29.5, 243.7),
            upper_trunk=Segment(15.45, 20.77, 50.2, 142.5),
            middle_trunk=Segment(14.65, 45.12, 35.4, 205.3),
            lower_trunk=Segment(12.47, 49.20, 40.2, 181.5),
            upper_arm=Segment(2.55, 57.54, 26.0, 275.1),
            forearm=Segment(1.38, 45.59, 25.7, 264.3),
            hand=Segment(0.56, 74.74, 45.4, 78.0),
            cervicale_above_sternum_mm=85.5,
            shoulder_above_hip_mm=497.9,
        ),
    }
)
