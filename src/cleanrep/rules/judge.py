"""Hold the rules of an exercise against the readings of one repetition or one set."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, isnan
from typing import NamedTuple

from cleanrep.exercises.fields import Bounds
from cleanrep.exercises.schema import Check, Rule
from cleanrep.measures.registry import Reading, Readings, not_measured
from cleanrep.model.repetition import Finding, Verdict
from cleanrep.rules.context import JudgeContext, Limits, Standard
from cleanrep.rules.verdicts import Judgement, combine_verdicts, judge_value

_MET, _NOT_ASSESSED = Verdict.MET, Verdict.NOT_ASSESSED
_UNJUDGED = Judgement(_NOT_ASSESSED, 0.0, 0.0)
_NOT_MEASURED_HERE = not_measured("not measured here")
MIN_COVERAGE = 0.6
"""Share of the needed samples below which a measure is not trusted (reasoned default: more seen than not)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where in the recording the readings come from.

    Attributes
    ----------
    span_s : tuple[float, float]
        Start and end of the repetition or the set.
    sample_times_s, sample_frames : Sequence
        Times and frame numbers of the n samples, to name the key frame.
    """

    span_s: tuple[float, float]
    sample_times_s: Sequence[float] = ()
    sample_frames: Sequence[int] = ()

    def find_frame(self, time_s: float | None) -> int | None:
        """Number of the frame nearest to a moment; None without samples."""
        times_s = self.sample_times_s
        if time_s is None or not times_s:
            return None
        after = min(bisect_left(times_s, time_s), len(times_s) - 1)
        before = max(after - 1, 0)
        return self.sample_frames[before if time_s - times_s[before] <= times_s[after] - time_s else after]


def judge_rules(context: JudgeContext, readings: Readings, evidence: Evidence, *, scope: str) -> tuple[Finding, ...]:
    """Apply every rule of a scope (``repetition`` or ``set``), in the order of the exercise file."""
    return tuple(
        judge_rule(rule, context, readings=readings, evidence=evidence)
        for rule in context.circumstances.exercise.rules_by_scope[scope]
    )


def judge_rule(rule: Rule, context: JudgeContext, *, readings: Readings, evidence: Evidence) -> Finding:
    """Apply one rule; what the camera, the view or the footage cannot support is not assessed, with the reason."""
    reason = find_obstacle(rule, context)
    if reason is not None:
        return leave_open(rule, reason)
    return judge_unobstructed(rule, context, readings=readings, evidence=evidence)


def judge_unobstructed(rule: Rule, context: JudgeContext, *, readings: Readings, evidence: Evidence) -> Finding:
    """Apply one rule that `find_obstacle` finds nothing against; without readings it is not assessed."""
    parts = [_judge_check(check, context, readings) for check in rule.checks]
    decisive = parts[0] if len(parts) == 1 else _pick_decisive(parts)
    verdict = decisive.judgement.verdict
    if verdict is _NOT_ASSESSED:
        reasons = [part.reading.reason for part in parts if part.judgement is _UNJUDGED and part.reading.reason]
        return leave_open(rule, reasons[0] if reasons else "too little of it was seen")
    cue = None if verdict is _MET else find_cue(rule, context.circumstances.variant)
    return _describe(rule, decisive, evidence, cue=cue)


def find_obstacle(rule: Rule, context: JudgeContext) -> str | None:
    """Why a rule cannot be assessed at all under the context; None when it can."""
    if rule.assessed_by != "camera":
        return rule.not_assessed_reason
    variant = context.circumstances.variant
    if rule.variants is not None and variant not in rule.variants:
        return rule.not_assessed_reason or f"does not apply to the {variant} variant"
    if context.footage_reason is not None:
        return context.footage_reason
    for need in rule.needs:
        reason = context.angle_reason if need == "side-view" else context.drift_reason
        if reason is not None:
            return reason
    if rule.min_frame_rate_hz is not None and context.frame_rate_hz < rule.min_frame_rate_hz * 0.95:
        return f"needs {rule.min_frame_rate_hz:g} frames a second, the recording has {context.frame_rate_hz:.1f}"
    return None


class _Part(NamedTuple):
    """One check with its outcome."""

    check: Check
    reading: Reading
    standard: Standard
    judgement: Judgement


def _judge_check(check: Check, context: JudgeContext, readings: Readings) -> _Part:
    reading = readings.get(check.measure, _NOT_MEASURED_HERE)
    value, _, reason, coverage = reading
    standard = context.circumstances.find_standard(check, context.reference.kind, readings)
    if reason is not None or isnan(value) or coverage < MIN_COVERAGE:
        return _Part(check, reading, standard, _UNJUDGED)
    limits = standard.limits
    return _Part(check, reading, standard, judge_value(value, standard.uncertainty, aim=limits.aim, fault=limits.fault))


def _pick_decisive(parts: list[_Part]) -> _Part:
    """The part that explains the rule's verdict best: of that verdict, surest of the fault, then of missing the aim.

    Of parts that are as sure to a hundredth the first in the exercise file, which is the plainest to a lifter.
    """
    verdict = combine_verdicts([part.judgement.verdict for part in parts])
    alike = [part for part in parts if part.judgement.verdict is verdict]
    return alike[0] if len(alike) == 1 else max(alike, key=_weigh)


def _weigh(part: _Part) -> tuple[int, int]:
    """Hundredths of the probabilities of the fault and of missing the aim."""
    return int(100.0 * part.judgement.p_fault + 0.5), int(100.0 * part.judgement.p_off_aim + 0.5)


def _describe(rule: Rule, part: _Part, evidence: Evidence, *, cue: str | None) -> Finding:
    check, (value, time_s, reason, coverage), standard, (verdict, p_off_aim, p_fault) = part
    limit, margin = find_nearest_limit(value, standard.limits), compute_margin(value, standard.limits.aim)
    # In the order of the fields: with their names it takes three times as long, dozens of times a repetition.
    return Finding(
        rule.id,
        verdict,
        standard.source,
        check.measure,
        value,
        limit,
        standard.unit,
        standard.uncertainty,
        standard.aim,
        standard.fault,
        margin,
        p_off_aim,
        p_fault,
        coverage,
        time_s,
        evidence.find_frame(time_s),
        evidence.span_s,
        reason,
        cue,
    )


def find_cue(rule: Rule, variant: str) -> str:
    """Words to the lifter in a variant of the exercise."""
    return rule.variant_cues.get(variant, rule.cue)


def leave_open(rule: Rule, reason: str | None) -> Finding:
    """Finding of a rule that is not assessed, with the reason."""
    source = rule.checks[0].source.citation if rule.checks else "guide: asked of the lifter, not measured"
    return _make_open_finding(rule.id, reason, source)


# The same few findings stand in every repetition, and making one costs as much as judging a value.
@lru_cache(maxsize=1024)
def _make_open_finding(rule_id: str, reason: str | None, source: str) -> Finding:
    return Finding(rule=rule_id, verdict=Verdict.NOT_ASSESSED, reason=reason, source=source)


def find_nearest_limit(value: float, limits: Limits) -> float:
    """The limit on the side where the value lies: the fault limit where there is one, else the aim's."""
    aim, fault = limits.aim, limits.fault
    is_low_side = aim.max is None or (aim.min is not None and value < (aim.min + aim.max) / 2)
    aim_limit = aim.min if is_low_side else aim.max
    fault_limit = None if fault is None else (fault.min if is_low_side else fault.max)
    chosen = aim_limit if fault_limit is None else fault_limit
    if chosen is None:
        raise AssertionError("an aim has at least one side")
    return chosen


def compute_margin(value: float, aim: Bounds) -> float:
    """Distance to the nearer side of the aim, + inside it, - outside."""
    inside_min = inf if aim.min is None else value - aim.min
    inside_max = inf if aim.max is None else aim.max - value
    return min(inside_min, inside_max)
