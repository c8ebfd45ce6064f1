"""What a rule must know besides the measures: variant, goal, level, sensor, reference, and what the view allows."""

from dataclasses import dataclass
from math import hypot
from typing import Literal

from cleanrep.exercises.schema import Check, Condition, Exercise, Rule
from cleanrep.measures.reference import NeutralKind, SetReference
from cleanrep.measures.registry import get_measure_kinds
from cleanrep.rules.prepared import PreparedCheck, PreparedExercise, PreparedRule, Standard
from cleanrep.rules.set_measures import get_set_measure_units

Level = Literal["beginner", "intermediate", "advanced"]
Sensor = Literal["video", "imu"]

RELATIVE_TO_NEUTRAL = frozenset({"start_angle_deg", "top_angle_deg", "lean_back_deg", "head_angle_deg"})
RATE_TOLERANCE = 0.95
"""Share of a needed frame rate that is enough: cameras miss the rate that they name by a little."""
OWN_TOP_EXTRA_DEG = 3.0
"""Added to the uncertainty when neutral is only the median top of the set (rules: sd + 3 deg)."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What stays the same for a whole recording.

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

    def prepare(self, kind: NeutralKind) -> PreparedExercise:
        """Work out rules and measures as they stand with a kind of neutral."""
        kinds = get_measure_kinds()
        return PreparedExercise(
            rules={scope: self._prepare_rules(scope, kind) for scope in ("repetition", "set")},
            measures={name: (kinds[name].unit, self.find_uncertainty(name, kind)) for name in kinds},
        )

    def prepare_check(self, check: Check, kind: NeutralKind) -> PreparedCheck:
        """Apply the overrides of a check that hold, in file order, as far as no reading decides about them."""
        standard = Standard(
            measure=check.measure,
            unit=_find_unit(check.measure),
            uncertainty=self.find_uncertainty(check.measure, kind),
            aim=check.aim.sides,
            fault=None if check.fault is None else check.fault.sides,
            source=check.source.citation,
        )
        left = [override for override in check.overrides if self._may_hold(override.when, kind)]
        while left and left[0].when.measure_below is None:
            standard = standard.override(left.pop(0))
        return PreparedCheck(standard, tuple(left))

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

    def _prepare_rules(self, scope: str, kind: NeutralKind) -> tuple[PreparedRule, ...]:
        return tuple(self._prepare_rule(rule, kind) for rule in self.exercise.rules if rule.scope == scope)

    def _prepare_rule(self, rule: Rule, kind: NeutralKind) -> PreparedRule:
        checks = tuple(self.prepare_check(check, kind) for check in rule.checks)
        return PreparedRule(
            id=rule.id,
            source=rule.checks[0].source.citation if rule.checks else "guide: asked of the lifter, not measured",
            cue=rule.variant_cues.get(self.variant, rule.cue),
            checks=checks,
            measures=tuple(dict.fromkeys(name for check in checks for name in check.measures)),
            needs=rule.needs,
            min_frame_rate_hz=rule.min_frame_rate_hz or 0.0,
            open_reason=self._find_open_reason(rule),
        )

    def _find_open_reason(self, rule: Rule) -> str | None:
        """Why a rule can never be assessed; None when it may be."""
        if rule.assessed_by != "camera":
            return rule.not_assessed_reason
        if rule.variants is not None and self.variant not in rule.variants:
            return rule.not_assessed_reason or f"does not apply to the {self.variant} variant"
        return None

    def _may_hold(self, when: Condition, kind: NeutralKind) -> bool:
        """Whether a condition holds, whatever a reading may have to say to it."""
        is_calibrated = kind is NeutralKind.CALIBRATED
        return (
            (when.variant is None or self.variant in when.variant)
            and (when.goal is None or self.goal in when.goal)
            and (when.level is None or self.level in when.level)
            and (when.sensor is None or self.sensor == when.sensor)
            and (when.is_calibrated is None or is_calibrated == when.is_calibrated)
        )


@dataclass(frozen=True, slots=True)
class JudgeContext:
    """What a repetition or a set is judged by, and what the view allows.

    Attributes
    ----------
    prepared : PreparedExercise
        Rules and measures as they stand with the reference's kind of neutral.
    angle_reason : str or None
        Why the view allows no judgement of angles; None when it does.
    drift_reason : str or None
        Why nothing may be judged by its place in the picture; None when it may.
    footage_reason : str or None
        Why nothing at all may be judged (frame rate, coverage, another movement); None when it may.
    frame_rate_hz : float
        Median frame rate of the samples.
    """

    prepared: PreparedExercise
    reference: SetReference
    frame_rate_hz: float
    angle_reason: str | None = None
    drift_reason: str | None = None
    footage_reason: str | None = None

    def find_obstacle(self, rule: PreparedRule) -> str | None:
        """Why there is no verdict on a rule, whatever is measured; None when there may be one."""
        if rule.open_reason is not None:
            return rule.open_reason
        if self.footage_reason is not None:
            return self.footage_reason
        for need in rule.needs:
            reason = self.angle_reason if need == "side-view" else self.drift_reason
            if reason is not None:
                return reason
        if self.frame_rate_hz < rule.min_frame_rate_hz * RATE_TOLERANCE:
            return f"needs {rule.min_frame_rate_hz:g} frames a second, the recording has {self.frame_rate_hz:.1f}"
        return None


def _find_unit(measure_name: str) -> str:
    kind = get_measure_kinds().get(measure_name)
    return get_set_measure_units()[measure_name] if kind is None else kind.unit
