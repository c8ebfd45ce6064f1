"""Hold the rules of an exercise against the readings of one repetition or one set."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isnan

from cleanrep.measures.registry import Reading, Readings, not_measured
from cleanrep.model.repetition import Finding, Interval, Verdict
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.prepared import PreparedCheck, PreparedRule, Standard
from cleanrep.rules.verdicts import combine_verdicts, judge_value

_MET, _NOT_ASSESSED = Verdict.MET, Verdict.NOT_ASSESSED
_NOT_MEASURED_HERE = not_measured("not measured here")
MIN_COVERAGE = 0.6
"""Share of the needed samples below which a measure is not trusted (reasoned default: more seen than not)."""

Part = tuple[Verdict, float, float, Standard, Reading]
"""One check with its outcome: a `Judgement`, what it was held against, and what was read."""


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
        nearest = bisect_left(times_s, time_s)
        if nearest and (nearest == len(times_s) or time_s - times_s[nearest - 1] <= times_s[nearest] - time_s):
            nearest -= 1
        return self.sample_frames[nearest]


def judge_rules(context: JudgeContext, readings: Readings, evidence: Evidence, *, scope: str) -> tuple[Finding, ...]:
    """Apply every rule of a scope (``repetition`` or ``set``), in the order of the exercise file."""
    rules = context.prepared.rules[scope]
    return tuple([judge_rule(rule, context, readings=readings, evidence=evidence) for rule in rules])


def judge_rule(rule: PreparedRule, context: JudgeContext, *, readings: Readings, evidence: Evidence) -> Finding:
    """Apply one rule; what the camera, the view or the footage cannot support is not assessed, with the reason."""
    reason = context.find_obstacle(rule)
    if reason is not None:
        return rule.leave_open(reason)
    return judge_unobstructed(rule, readings, evidence)


def judge_unobstructed(rule: PreparedRule, readings: Readings, evidence: Evidence) -> Finding:
    """Apply one rule that nothing stands against; without readings it is not assessed."""
    parts = [_judge_check(check, readings) for check in rule.checks]
    decisive = parts[0] if len(parts) == 1 else _pick_decisive(parts)
    verdict, p_off_aim, p_fault, standard, (value, time_s, reason, coverage) = decisive
    if verdict is _NOT_ASSESSED:
        reasons = [reading.reason for verdict, *_, reading in parts if verdict is _NOT_ASSESSED and reading.reason]
        return rule.leave_open(reasons[0] if reasons else "too little of it was seen")
    # In the order of the fields: with their names it takes three times as long, dozens of times a repetition.
    return Finding(
        rule.id,
        verdict,
        standard.source,
        standard.measure,
        value,
        find_nearest_limit(value, standard.aim, standard.fault),
        standard.unit,
        standard.uncertainty,
        standard.aim,
        standard.fault,
        compute_margin(value, standard.aim),
        p_off_aim,
        p_fault,
        coverage,
        time_s,
        evidence.find_frame(time_s),
        evidence.span_s,
        reason,
        None if verdict is _MET else rule.cue,
    )


def _judge_check(check: PreparedCheck, readings: Readings) -> Part:
    standard = check.find_standard(readings)
    reading = readings.get(standard.measure, _NOT_MEASURED_HERE)
    value, _, reason, coverage = reading
    if reason is not None or isnan(value) or coverage < MIN_COVERAGE:
        return _NOT_ASSESSED, 0.0, 0.0, standard, reading
    return *judge_value(value, standard.uncertainty, aim=standard.aim, fault=standard.fault), standard, reading


def _pick_decisive(parts: list[Part]) -> Part:
    """The part that explains the rule's verdict best: of that verdict, surest of the fault, then of missing the aim.

    Of parts that are as sure to a hundredth the first in the exercise file, which is the plainest to a lifter.
    """
    verdict = combine_verdicts([part[0] for part in parts])
    alike = [part for part in parts if part[0] is verdict]
    return alike[0] if len(alike) == 1 else max(alike, key=_weigh)


def _weigh(part: Part) -> tuple[int, int]:
    """Hundredths of the probabilities of the fault and of missing the aim."""
    _, p_off_aim, p_fault, _, _ = part
    return int(100.0 * p_fault + 0.5), int(100.0 * p_off_aim + 0.5)


def find_nearest_limit(value: float, aim: Interval, fault: Interval | None) -> float:
    """The limit on the side where the value lies: the fault limit where there is one, else the aim's."""
    low, high = aim
    side = 0 if high is None or (low is not None and value < (low + high) / 2) else 1
    fault_limit = None if fault is None else fault[side]
    chosen = aim[side] if fault_limit is None else fault_limit
    if chosen is None:
        raise AssertionError("an aim has at least one side")
    return chosen


def compute_margin(value: float, aim: Interval) -> float:
    """Distance to the nearer side of the aim, + inside it, - outside."""
    low, high = aim
    return min(inf if low is None else value - low, inf if high is None else high - value)
