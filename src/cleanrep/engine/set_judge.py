"""Judge repetitions of a set: build the reference, take relative measures, apply the rules."""

from collections.abc import Container, Sequence
from dataclasses import replace

from cleanrep.engine.records import RepetitionRecord
from cleanrep.engine.settings import EngineSettings
from cleanrep.engine.view_tracker import ViewTracker
from cleanrep.exercises.fields import Bounds
from cleanrep.measures.neutral import find_reference
from cleanrep.measures.reference import NeutralKind
from cleanrep.measures.registry import Readings, get_measure_kinds, take_relative_measures
from cleanrep.model.repetition import Finding, Measure, Repetition, SetResult
from cleanrep.rules.context import Circumstances, JudgeContext
from cleanrep.rules.judge import Evidence, judge_rules
from cleanrep.rules.outcome import decide_clean
from cleanrep.rules.set_measures import compute_medians, get_set_measure_units, take_set_measures

MAX_LEG_MOTION_DEG = 30.0
"""Thigh rotation within a repetition that no machine allows: a squat, a deadlift (reasoned default)."""


class SetJudge:
    """Applies the exercise's rules under the settings and the view so far."""

    def __init__(self, settings: EngineSettings, view: ViewTracker) -> None:
        self._settings = settings
        self._view = view
        circumstances = Circumstances(
            exercise=settings.exercise,
            variant=settings.variant,
            goal=settings.goal,
            level=settings.level,
            sensor=settings.sensor,
            offset_uncertainty_deg=settings.offset.uncertainty_deg,
        )
        # Before the first sample: whoever lifts does not wait for it.
        self._prepared = {kind: circumstances.prepare(kind) for kind in NeutralKind}
        self._offset = settings.offset
        self._is_line_judged = settings.variant_spec.neutral == "straight-line"
        self._posture = settings.variant_spec.posture

    def look(self, records: Sequence[RepetitionRecord]) -> JudgeContext:
        """What the repetitions of the set so far are judged against, and what the view so far allows."""
        reference = find_reference(
            [record.readings for record in records],
            self._settings.neutral,
            is_line_judged=self._is_line_judged,
            offset=self._offset,
        )
        return JudgeContext(
            prepared=self._prepared[reference.kind],
            reference=reference,
            frame_rate_hz=self._view.frame_rate_hz,
            angle_reason=self._view.find_angle_reason(),
            drift_reason=self._view.find_drift_reason(),
            footage_reason=self._view.find_footage_reason(),
        )

    def judge_repetition(self, record: RepetitionRecord, context: JudgeContext, set_index: int) -> Repetition:
        """Judge one repetition with what is known of the set so far."""
        return self._judge_one(record, _read(record, context), context, set_index=set_index)

    def judge_again(
        self, record: RepetitionRecord, context: JudgeContext, rules: Container[str]
    ) -> tuple[Finding, ...]:
        """Apply some rules alone to one repetition; they must rest on nothing but the repetition's own readings."""
        context = self._allow_for_movement(context, record)
        evidence = record.make_evidence()
        return tuple(
            record.judged.judge_rule(rule, context, readings=record.readings, evidence=evidence)
            for rule in context.prepared.rules["repetition"]
            if rule.id in rules
        )

    def judge_set(self, records: Sequence[RepetitionRecord], set_index: int, n_incomplete: int) -> SetResult:
        """Judge every repetition again with the whole set known, and the set itself."""
        context = self.look(records)
        readings = [_read(record, context) for record in records]
        repetitions = tuple(
            self._judge_one(record, own, context, set_index=set_index)
            for record, own in zip(records, readings, strict=True)
        )
        findings = [repetition.findings for repetition in repetitions]
        of_set = take_set_measures(readings, findings, self._settings.goal_spec.repetitions)
        span_s = (records[0].times.start_s, records[-1].times.end_s)
        return SetResult(
            set_index=set_index,
            repetitions=repetitions,
            measures=(*_make_set_measures(of_set), *_make_medians(readings)),
            findings=judge_rules(context, of_set, Evidence(span_s), scope="set"),
            n_incomplete=n_incomplete,
            neutral=context.reference.kind.value,
        )

    def _judge_one(
        self, record: RepetitionRecord, readings: Readings, context: JudgeContext, *, set_index: int
    ) -> Repetition:
        context = self._allow_for_movement(context, record)
        findings = record.judged.judge_rules(context, readings, record.make_evidence(), scope="repetition")
        return Repetition(
            index=record.index,
            set_index=set_index,
            times=record.times,
            measures=record.judged.describe_measures(readings, context.prepared),
            findings=findings,
            is_clean=decide_clean(findings, self._settings.exercise),
        )

    def _allow_for_movement(self, context: JudgeContext, record: RepetitionRecord) -> JudgeContext:
        """The context of one repetition: nothing is judged of another movement."""
        other_movement = self._find_other_movement(record.readings)
        if other_movement is None or context.footage_reason is not None:
            return context
        return replace(context, footage_reason=other_movement)

    def _find_other_movement(self, readings: Readings) -> str | None:
        """Why the movement is not this variant of the exercise; None when it fits."""
        if readings["leg_motion_deg"].value > MAX_LEG_MOTION_DEG:
            return "the legs moved as in a squat or a deadlift: not this exercise"
        posture = self._posture
        if posture is None:
            return None
        name = self._settings.variant
        if _is_outside(readings["leg_line_deg"].value, posture.thigh_inclination_deg):
            return f"the thighs do not stand as in variant {name!r}: check the variant"
        if _is_outside(readings["knee_angle_deg"].value, posture.knee_angle_deg):
            return f"the knees are not bent as in variant {name!r}: check the variant"
        return None


def _is_outside(value: float, bounds: Bounds | None) -> bool:
    if bounds is None:
        return False
    return (bounds.min is not None and value < bounds.min) or (bounds.max is not None and value > bounds.max)


def _read(record: RepetitionRecord, context: JudgeContext) -> Readings:
    """A repetition's own readings and those against the reference."""
    return record.readings | take_relative_measures(record.readings, context.reference)


def _make_set_measures(readings: Readings) -> list[Measure]:
    units = get_set_measure_units()
    return [
        Measure(name, reading.value, units[name], None, reading.time_s, reading.coverage, reading.reason)
        for name, reading in readings.items()
    ]


def _make_medians(readings: Sequence[Readings]) -> list[Measure]:
    kinds = get_measure_kinds()
    return [Measure(f"median_{name}", value, kinds[name].unit) for name, value in compute_medians(readings).items()]
