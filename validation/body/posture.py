"""How the lifter is placed in the machine, moment by moment, as angles whose truth is exact."""

from dataclasses import dataclass
from typing import Literal

Variant = Literal["standing", "seated"]
Arms = Literal["crossed", "handles"]


@dataclass(frozen=True, slots=True)
class Stance:
    """What stays the same over a set.

    Attributes
    ----------
    variant : Variant
    thigh_deg : float
        Inclination of the line from knee to hip, degrees from vertical, + forward.
    knee_deg : float
        Angle at the knee, 180 straight.
    neutral_deg : float
        Inclination of the trunk in neutral: in line with the thighs when standing, sitting tall when seated.
    arms : Arms
    """

    variant: Variant
    thigh_deg: float
    knee_deg: float
    neutral_deg: float
    arms: Arms = "crossed"


STANDING = Stance("standing", thigh_deg=-8.0, knee_deg=163.0, neutral_deg=-8.0)
SEATED = Stance("seated", thigh_deg=-78.0, knee_deg=98.0, neutral_deg=-18.0)


@dataclass(frozen=True, slots=True)
class Posture:
    """One moment.

    Attributes
    ----------
    trunk_deg : float
        Inclination of the line from mid-hip to mid-shoulder, degrees from vertical, + forward.
    spine_flex_deg : float
        Bend of the spine over its five joints, + rounded, - hollow.
    neck_flex_deg : float
        Bend of neck and head against the trunk, + chin down, - head thrown back.
    hip_slide_m : float
        How far the hips have slid back.
    heel_lift_m : float
        How far the heels have risen.
    aside_m : float
        How far beside the machine the person stands, stepping in or out; 0 in the machine.
    """

    trunk_deg: float
    spine_flex_deg: float = 0.0
    neck_flex_deg: float = 0.0
    hip_slide_m: float = 0.0
    heel_lift_m: float = 0.0
    aside_m: float = 0.0
