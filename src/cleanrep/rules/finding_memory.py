"""The findings of one repetition, made anew only where what they rest on has changed.

A repetition is judged when it ends and again when its set ends, with the reference of the whole set. Most of its rules
rest on nothing but the repetition, and their findings stay as they were.
"""

from cleanrep.measures.registry import Readings
from cleanrep.model.repetition import Finding
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.judge import Evidence, judge_unobstructed
from cleanrep.rules.prepared import PreparedRule

Basis = tuple[object, ...]


class FindingMemory:
    """Keeps each rule's last finding with what it rested on; all under the same `Circumstances`."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Basis, Finding]] = {}

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
        obstacle = rule.open_reason or context.find_obstacle(rule)
        if obstacle is not None:
            return rule.leave_open(obstacle)
        basis = (rule, evidence.span_s, *map(readings.get, rule.measures))
        known = self._made.get(rule.id)
        if known is not None and known[0] == basis:
            return known[1]
        finding = judge_unobstructed(rule, readings, evidence)
        self._made[rule.id] = (basis, finding)
        return finding
