"""What was told of one repetition, told anew only where what it rests on has changed.

A repetition is judged when it ends and again when its set ends, with the reference of the whole set. Most of its rules
and measures rest on nothing but the repetition, and stay as they were.
"""

from cleanrep.measures.registry import Reading, Readings
from cleanrep.model.repetition import Finding, Measure
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.judge import Evidence, judge_unobstructed
from cleanrep.rules.prepared import PreparedExercise, PreparedRule

Basis = tuple[object, ...]


class RepetitionMemory:
    """Keeps the last findings and measures with what they rested on; all under the same `Circumstances`."""

    def __init__(self) -> None:
        self._findings: dict[str, tuple[Basis, Finding]] = {}
        self._readings: Readings = {}
        self._measures: tuple[Measure, ...] = ()
        self._prepared: PreparedExercise | None = None

    def describe_measures(self, readings: Readings, prepared: PreparedExercise) -> tuple[Measure, ...]:
        """Every reading with its unit and uncertainty."""
        described, last = prepared.measures, self._measures
        if prepared is not self._prepared:
            made = [_describe(name, reading, described[name]) for name, reading in readings.items()]
        else:
            made = [
                measure if reading is read_before else _describe(name, reading, described[name])
                for (name, reading), read_before, measure in zip(
                    readings.items(), self._readings.values(), last, strict=True
                )
            ]
        self._prepared, self._readings, self._measures = prepared, readings, tuple(made)
        return self._measures

    def judge_rules(
        self, context: JudgeContext, readings: Readings, evidence: Evidence, *, scope: str
    ) -> tuple[Finding, ...]:
        """Apply every rule of a scope, in the order of the exercise file, as `cleanrep.rules.judge.judge_rules`."""
        rules = context.prepared.rules[scope]
        return tuple([self.judge_rule(rule, context, readings=readings, evidence=evidence) for rule in rules])

    def judge_rule(
        self, rule: PreparedRule, context: JudgeContext, *, readings: Readings, evidence: Evidence
    ) -> Finding:
        """Apply one rule, as `cleanrep.rules.judge.judge_rule`."""
        obstacle = context.find_obstacle(rule)
        if obstacle is not None:
            return rule.leave_open(obstacle)
        basis = (rule, evidence.span_s, *map(readings.get, rule.measures))
        known = self._findings.get(rule.id)
        if known is not None and known[0] == basis:
            return known[1]
        finding = judge_unobstructed(rule, readings, evidence)
        self._findings[rule.id] = (basis, finding)
        return finding


def _describe(name: str, reading: Reading, described: tuple[str, float | None]) -> Measure:
    value, time_s, reason, coverage = reading
    unit, uncertainty = described
    return Measure(name, value, unit, uncertainty, time_s, coverage, reason)
