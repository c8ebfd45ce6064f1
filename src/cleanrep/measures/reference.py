"""What a repetition is measured against: the neutral position and the usual range of the set."""

from dataclasses import dataclass
from enum import StrEnum
from math import nan


class NeutralKind(StrEnum):
    """Where the neutral position comes from."""

    CALIBRATED = "calibrated"
    STRAIGHT_LINE = "straight-line"
    MEDIAN_TOP = "median-top"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Neutral:
    """A lifter's own neutral hold, taken from a span of a recording or a saved profile.

    Attributes
    ----------
    trunk_deg : float
        Trunk inclination as the pose model reads it, degrees.
    line_deg : float
        Trunk against thigh as the pose model reads it, degrees.
    head_deg, contour_deg : float
        Head against trunk, and turning of the dorsal contour, degrees; NaN when not seen.
    """

    trunk_deg: float
    line_deg: float
    head_deg: float = nan
    contour_deg: float = nan


@dataclass(frozen=True, slots=True)
class SetReference:
    """Reference of the relative measures; NaN where it is not known (yet).

    Attributes
    ----------
    kind : NeutralKind
        Source of `trunk_deg`.
    trunk_deg : float
        Trunk inclination, as the pose model reads it, at which shoulders, hips and legs line up (or the own hold).
    head_deg : float
        Head against trunk in neutral.
    contour_deg : float
        Turning of the dorsal contour in neutral.
    range_deg : float
        Usual range of motion: the set's median.
    head_gain : float
        Truth over the pose model's reading of a turned head.
    head_metric_deg : float
        Head against trunk in the metric skeleton: the set's median.
    hip_travel_cm, heel_rise_pct : float
        Usual way of the read hip and heel from bottom to top: the set's medians.
    """

    kind: NeutralKind
    trunk_deg: float
    head_deg: float
    contour_deg: float
    range_deg: float
    head_gain: float = 1.0
    head_metric_deg: float = nan
    hip_travel_cm: float = nan
    heel_rise_pct: float = nan
