"""Schema of a machine file: what turns, what pulls, over which range, and how sure that is.

A machine is data. One with a lever has a stack (pulley, cam) or a horn for plates; one without is a bench on which the
lifter holds a plate. Angles are inclinations of the trunk from upright, forward positive, in degrees.
"""

from itertools import pairwise
from math import hypot
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cleanrep.exercises.fields import Finite, NotNegative, Positive, Slug, Source, Strict, Text

MAX_LOAD_KG = 1000.0
MAX_PIVOT_SHARE = 0.4
"""Distance of the pivot from the hip as a share of pivot to pad; beyond it the pad would slide along the whole back."""

Angle = Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]
TrunkAngle = Annotated[float, Field(strict=True, ge=-60, le=180, allow_inf_nan=False)]
LoadKg = Annotated[float, Field(strict=True, ge=0, le=MAX_LOAD_KG, allow_inf_nan=False)]
Length = Annotated[float, Field(strict=True, gt=0, le=2, allow_inf_nan=False)]
Mass = Annotated[float, Field(strict=True, ge=0, le=300, allow_inf_nan=False)]
Friction = Annotated[float, Field(strict=True, ge=0, lt=0.6, allow_inf_nan=False)]


class Range(Strict):
    """Where the lift begins (bottom) and ends (top), as inclination of the trunk from upright."""

    bottom_deg: TrunkAngle
    top_deg: TrunkAngle

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.bottom_deg - self.top_deg < 5:
            raise ValueError(f"expected bottom_deg at least 5 above top_deg, got {self.bottom_deg} and {self.top_deg}")
        return self


class Legs(Strict):
    """How the machine holds the legs: inclination of knee to hip from upright, forward positive, and the knee's angle.

    Only the sharing among muscles needs it: the hip is flexed by the trunk's inclination less the thigh's.
    """

    thigh_deg: Angle = 0.0
    knee_deg: Annotated[float, Field(strict=True, ge=60, le=180, allow_inf_nan=False)] = 180.0


class CamPoint(Strict):
    """Radius of the cam where the lever has this angle; straight lines between the points, level beyond them."""

    angle_deg: Angle
    radius_m: Length


class Stack(Strict):
    """A weight stack on a cable: pulley ratio (stack travel per cable travel), cam, friction, pins in kg."""

    ratio: Annotated[float, Field(strict=True, gt=0, le=4, allow_inf_nan=False)] = 1.0
    cam: tuple[CamPoint, ...] = Field(min_length=1, max_length=50)
    friction: Friction = 0.07

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        angles = [point.angle_deg for point in self.cam]
        if any(b <= a for a, b in pairwise(angles)):
            raise ValueError(f"expected cam points by rising angle_deg, got {angles}")
        return self


class Horn(Strict):
    """A horn for plates: distance from the pivot, and its angle from the lever (0: on the line to the pad)."""

    distance_m: Length
    angle_deg: Angle = 0.0


class Lever(Strict):
    """The lever with its pad; `arm_*` is its own weight.

    Fields: `pad_m` pivot to pad; `pivot_ahead_m`, `pivot_above_m` pivot from the hip joint; `arm_inertia_kg_m2` about
    the pivot (a uniform rod when left out); `counterbalance_n_m` times the sine of the lever's angle is taken off.
    """

    pad_m: Annotated[float, Field(strict=True, ge=0.2, le=1, allow_inf_nan=False)]
    pivot_ahead_m: Finite = 0.0
    pivot_above_m: Finite = 0.0
    arm_mass_kg: Mass = 0.0
    arm_centre_m: Annotated[float, Field(strict=True, ge=0, le=2, allow_inf_nan=False)] = 0.0
    arm_angle_deg: Angle = 0.0
    arm_inertia_kg_m2: NotNegative | None = None
    counterbalance_n_m: NotNegative = 0.0
    stack: Stack | None = None
    horn: Horn | None = None

    @model_validator(mode="after")
    def _check_parts(self) -> Self:
        if (self.stack is None) == (self.horn is None):
            raise ValueError("expected a stack or a horn, got " + ("neither" if self.stack is None else "both"))
        away_m = hypot(self.pivot_ahead_m, self.pivot_above_m)
        if away_m > MAX_PIVOT_SHARE * self.pad_m:
            raise ValueError(f"expected the pivot within {MAX_PIVOT_SHARE:g} of pad_m from the hip, got {away_m:.2f} m")
        return self


class Reading(Strict):
    """What a luggage scale showed at the pad, in kg: pulled slowly upwards (lift) and let down (lowering)."""

    angle_deg: TrunkAngle
    stack_kg: LoadKg
    up_kg: Positive
    down_kg: Positive


class Calibration(Strict):
    """Where a calibrated machine's figures come from: the readings, and what was fitted, each +- at 95 %."""

    readings: tuple[Reading, ...] = Field(min_length=3, max_length=100)
    friction_uncertainty: NotNegative
    largest_residual_kg: NotNegative


class MachineFile(Strict):
    """A machine for the load on the back.

    Fields: `exercise` and `variant` that it is for; `loads_kg` the loads that its pins or plates allow, rising;
    `pad_force_uncertainty_pct` of the pad's force at 95 % (for a machine with a lever).
    """

    schema_id: Literal["cleanrep.machine/1"] = Field(alias="schema")
    id: Slug
    name: Text
    exercise: Slug
    variant: Slug
    range: Range
    legs: Legs = Legs()
    lever: Lever | None = None
    loads_kg: tuple[LoadKg, ...] = Field(default=(), max_length=200)
    pad_force_uncertainty_pct: Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)] = 0.0
    calibration: Calibration | None = None
    source: Source

    @model_validator(mode="after")
    def _check_loads(self) -> Self:
        if any(b <= a for a, b in pairwise(self.loads_kg)):
            raise ValueError("expected loads_kg to rise, got one that does not")
        if self.calibration is not None and (self.lever is None or self.lever.stack is None):
            raise ValueError("expected a stack beside a calibration, got none")
        return self

    @property
    def load_kind(self) -> Literal["stack", "plate"]:
        """What is set: a pin of the stack, or plates (on the horn, or held)."""
        return "stack" if self.lever is not None and self.lever.stack is not None else "plate"
