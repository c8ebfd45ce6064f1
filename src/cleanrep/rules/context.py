"""What a rule must know besides the measures: variant, goal, level, sensor, reference, and what the view allows."""

from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import Literal

from cleanrep.exercises.fields import Bounds, Source
from cleanrep.exercises.schema import Check, Condition, Exercise
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import Readings

Level = Literal["beginner", "intermediate", "advanced"]
Sensor = Literal["video", "imu"]

RELATIVE_TO_NEUTRAL = frozenset({"start_angle_deg", "top_angle_deg", "lean_back_deg", "head_angle_deg"})
OWN_TOP_EXTRA_DEG = 3.0
"""Added to the uncertainty when neutral is only the median top of the set (rules: sd + 3 deg)."""


@dataclass(frozen=True, slots=True)
class JudgeContext:
    """Circumstances under which a repetition or a set is judged.

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
    offset_uncertainty_deg : float
        Added in quadrature to angles against the straight line where the pose model's offset is not known.
    """

    exercise: Exercise
    variant: str
    goal: str
    level: Level
    sensor: Sensor
    reference: SetReference
    frame_rate_hz: float
    angle_reason: str | None = None
    drift_reason: str | None = None
    footage_reason: str | None = None
    offset_uncertainty_deg: float = 0.0


def find_uncertainty(context: JudgeContext, measure_name: str) -> float | None:
    """Standard uncertainty of a measure under the context, in its unit; None when the exercise declares none."""
    declared = context.exercise.uncertainties.get(measure_name)
    if declared is None:
        return None
    plain = declared.video if context.sensor == "video" else declared.imu
    calibrated = declared.video_calibrated if context.sensor == "video" else declared.imu_calibrated
    if measure_name not in RELATIVE_TO_NEUTRAL:
        return plain
    if context.reference.kind is NeutralKind.CALIBRATED:
        return calibrated or plain
    if context.reference.kind is NeutralKind.MEDIAN_TOP or measure_name == "head_angle_deg":
        # The offset of the landmarks is the same in every repetition, so it cancels as it does after calibration.
        own = calibrated or plain
        return None if own is None else own + OWN_TOP_EXTRA_DEG
    return None if plain is None else hypot(plain, context.offset_uncertainty_deg)


@dataclass(frozen=True, slots=True)
class Limits:
    """Aim and fault limit that hold under a context, with their source."""

    aim: Bounds
    fault: Bounds | None
    source: Source


def find_limits(check: Check, context: JudgeContext, readings: Readings) -> Limits:
    """Apply the overrides of a check that hold, in file order; each replaces only the sides that it gives."""
    aim, fault, source = check.aim, check.fault, check.source
    for override in check.overrides:
        if _holds(override.when, context, readings):
            aim = _replace_sides(aim, override.aim) or aim
            fault = _replace_sides(fault, override.fault)
            source = override.source or source
    return Limits(aim, fault, source)


# The same few bounds meet for every repetition, and making new ones checks them anew.
@lru_cache(maxsize=1024)
def _replace_sides(bounds: Bounds | None, override: Bounds | None) -> Bounds | None:
    if override is None or bounds is None:
        return override or bounds
    lower = bounds.min if override.min is None else override.min
    upper = bounds.max if override.max is None else override.max
    return Bounds(min=lower, max=upper)


def _holds(when: Condition, context: JudgeContext, readings: Readings) -> bool:
    is_calibrated = context.reference.kind is NeutralKind.CALIBRATED
    return (
        (when.variant is None or context.variant in when.variant)
        and (when.goal is None or context.goal in when.goal)
        and (when.level is None or context.level in when.level)
        and (when.sensor is None or context.sensor == when.sensor)
        and (when.is_calibrated is None or is_calibrated == when.is_calibrated)
        and (when.measure_below is None or _is_below(when.measure_below, readings))
    )


def _is_below(condition: tuple[str, float], readings: Readings) -> bool:
    name, limit = condition
    return name in readings and readings[name].value < limit
