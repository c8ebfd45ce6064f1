"""What a rule must know besides the measures: variant, goal, level, sensor, reference, and what the view allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import hypot
from typing import Literal

from cleanrep.exercises.fields import Bounds, Source
from cleanrep.exercises.schema import Check, Condition, Exercise
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import Readings, get_measure_kinds
from cleanrep.rules.set_measures import get_set_measure_units

Level = Literal["beginner", "intermediate", "advanced"]
Sensor = Literal["video", "imu"]

RELATIVE_TO_NEUTRAL = frozenset({"start_angle_deg", "top_angle_deg", "lean_back_deg", "head_angle_deg"})
OWN_TOP_EXTRA_DEG = 3.0
"""Added to the uncertainty when neutral is only the median top of the set (rules: sd + 3 deg)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Aim and fault limit that hold under a context, with their source."""

    aim: Bounds
    fault: Bounds | None
    source: Source


@dataclass(frozen=True, slots=True)
class Standard:
    """What a check holds a value against under a context.

    Attributes
    ----------
    uncertainty : float or None
        Standard uncertainty of the measure, in its unit.
    aim, fault : tuple[float | None, float | None] or None
        Bounds of the limits, as findings tell them.
    unit : str
        Of the measure.
    source : str
        Basis and reference of the limits, as findings tell them.
    """

    limits: Limits
    uncertainty: float | None
    aim: tuple[float | None, float | None]
    fault: tuple[float | None, float | None] | None
    unit: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Circumstances:
    """What stays the same for a whole recording; keeps what was worked out under it.

    Attributes
    ----------
    offset_uncertainty_deg : float
        Added in quadrature to angles against the straight line where the pose model's offset is not known.
    """

    exercise: Exercise
    variant: str
    goal: str
    level: Level
    sensor: Sensor
    offset_uncertainty_deg: float = 0.0
    _standards: dict[tuple[object, ...], Standard] = field(default_factory=dict, init=False)
    _measures: dict[NeutralKind, dict[str, tuple[str, float | None]]] = field(default_factory=dict, init=False)

    def find_standard(self, check: Check, kind: NeutralKind, readings: Readings) -> Standard:
        """What a check of the exercise holds a value against, given the kind of neutral and the readings so far."""
        # Checks are held by the exercise, so that their identities last; hashing one would go through all its fields.
        key: tuple[object, ...] = (id(check), kind)
        if check.conditions:
            key += tuple([_is_below(condition, readings) for condition in check.conditions])
        standard = self._standards.get(key)
        if standard is None:
            standard = self._standards[key] = self._make_standard(check, kind, readings)
        return standard

    def describe_measures(self, kind: NeutralKind) -> Mapping[str, tuple[str, float | None]]:
        """Unit and standard uncertainty of every measure of a repetition by its name."""
        described = self._measures.get(kind)
        if described is None:
            described = self._measures[kind] = {
                name: (measure.unit, self.find_uncertainty(name, kind)) for name, measure in get_measure_kinds().items()
            }
        return described

    def find_uncertainty(self, measure_name: str, kind: NeutralKind) -> float | None:
        """Standard uncertainty of a measure, in its unit; None when the exercise declares none."""
        declared = self.exercise.uncertainties.get(measure_name)
        if declared is None:
            return None
        plain = declared.video if self.sensor == "video" else declared.imu
        calibrated = declared.video_calibrated if self.sensor == "video" else declared.imu_calibrated
        if measure_name not in RELATIVE_TO_NEUTRAL:
            return plain
        if kind is NeutralKind.CALIBRATED:
            return calibrated or plain
        if kind is NeutralKind.MEDIAN_TOP or measure_name == "head_angle_deg":
            # The offset of the landmarks is the same in every repetition, so it cancels as it does after calibration.
            own = calibrated or plain
            return None if own is None else own + OWN_TOP_EXTRA_DEG
        return None if plain is None else hypot(plain, self.offset_uncertainty_deg)

    def _make_standard(self, check: Check, kind: NeutralKind, readings: Readings) -> Standard:
        limits = self.find_limits(check, kind, readings)
        aim, fault, source = limits.aim, limits.fault, limits.source
        return Standard(
            limits=limits,
            uncertainty=self.find_uncertainty(check.measure, kind),
            aim=(aim.min, aim.max),
            fault=None if fault is None else (fault.min, fault.max),
            unit=_find_unit(check.measure),
            source=source.citation,
        )

    def find_limits(self, check: Check, kind: NeutralKind, readings: Readings) -> Limits:
        """Apply the overrides of a check that hold, in file order; each replaces only the sides that it gives."""
        aim, fault, source = check.aim, check.fault, check.source
        for override in check.overrides:
            if self._holds(override.when, kind, readings):
                aim = _replace_sides(aim, override.aim) or aim
                fault = _replace_sides(fault, override.fault)
                source = override.source or source
        return Limits(aim, fault, source)

    def _holds(self, when: Condition, kind: NeutralKind, readings: Readings) -> bool:
        is_calibrated = kind is NeutralKind.CALIBRATED
        return (
            (when.variant is None or self.variant in when.variant)
            and (when.goal is None or self.goal in when.goal)
            and (when.level is None or self.level in when.level)
            and (when.sensor is None or self.sensor == when.sensor)
            and (when.is_calibrated is None or is_calibrated == when.is_calibrated)
            and (when.measure_below is None or _is_below(when.measure_below, readings))
        )


@dataclass(frozen=True, slots=True)
class JudgeContext:
    """Circumstances under which a repetition or a set is judged, and what its reference and the view allow.

    Attributes
    ----------
    angle_reason : str or None
        Why the view allows no judgement of angles; None when it does.
    drift_reason : str or None
        Why nothing may be judged by its place in the picture; None when it may.
    footage_reason : str or None
        Why nothing at all may be judged (frame rate, coverage, another movement); None when it may.
    frame_rate_hz : float
        Median frame rate of the samples.
    """

    circumstances: Circumstances
    reference: SetReference
    frame_rate_hz: float
    angle_reason: str | None = None
    drift_reason: str | None = None
    footage_reason: str | None = None


def _find_unit(measure_name: str) -> str:
    kind = get_measure_kinds().get(measure_name)
    return get_set_measure_units()[measure_name] if kind is None else kind.unit


def _replace_sides(bounds: Bounds | None, override: Bounds | None) -> Bounds | None:
    if override is None or bounds is None:
        return override or bounds
    lower = bounds.min if override.min is None else override.min
    upper = bounds.max if override.max is None else override.max
    return Bounds(min=lower, max=upper)


def _is_below(condition: tuple[str, float], readings: Readings) -> bool:
    name, limit = condition
    return name in readings and readings[name].value < limit
