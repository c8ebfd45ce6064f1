"""From findings to what a lifter is told: which repetitions were clean, and the one thing to change."""

from collections.abc import Sequence
from dataclasses import dataclass

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.model.repetition import Finding, Repetition, Verdict

_NOT_MET, _NOT_ASSESSED = Verdict.NOT_MET, Verdict.NOT_ASSESSED
DECIDING_RULES = frozenset({"stop-at-neutral", "no-momentum", "no-bounce"})
"""Rules without which a repetition can be called neither clean nor not (rules: `clean` is null)."""


@dataclass(frozen=True, slots=True)
class TopCue:
    """The cue that matters most, with the rule behind it."""

    rule: str
    text: str


def decide_clean(findings: Sequence[Finding], exercise: Exercise) -> bool | None:
    """Whether a repetition was clean: False for any critical or quality rule not met, None when it cannot be told."""
    counting = exercise.counting_rules
    assessed = {finding.rule: finding.verdict for finding in findings if finding.verdict is not _NOT_ASSESSED}
    verdicts = [verdict for rule, verdict in assessed.items() if rule in counting]
    if _NOT_MET in verdicts:
        return False
    return True if verdicts and assessed.keys() >= DECIDING_RULES & counting else None


def choose_top_cue(repetitions: Sequence[Repetition], exercise: Exercise) -> TopCue | None:
    """The cue of the most important rule that was not met: critical before quality before advice, then how often."""
    counts: dict[str, int] = {}
    cues: dict[str, str] = {}
    for repetition in repetitions:
        for finding in repetition.findings:
            if finding.verdict is _NOT_MET:
                counts[finding.rule] = counts.get(finding.rule, 0) + 1
                cues[finding.rule] = finding.cue or ""
    candidates = [rule for rule in exercise.rules if rule.id in counts]
    if not candidates:
        return None
    order = {"critical": 0, "quality": 1, "advice": 2}

    def weigh(rule: Rule) -> tuple[int, int]:
        return (order[rule.importance], -counts[rule.id])

    chosen = min(candidates, key=weigh)
    return TopCue(chosen.id, cues[chosen.id] or chosen.cue)
