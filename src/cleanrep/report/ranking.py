"""Which finding a person is shown first, and what could not be judged.

Decides the order only: critical before quality before advice, not met before borderline, then how sure it is. The
verdicts themselves and the one cue of a set are decided in the rules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.model.repetition import Finding, Repetition, Verdict
from cleanrep.model.report import SetReport
from cleanrep.rules.outcome import DECIDING_RULES

_IMPORTANCE = {"critical": 0, "quality": 1, "advice": 2}
_VERDICT = {Verdict.NOT_MET: 0, Verdict.BORDERLINE: 1, Verdict.NOT_ASSESSED: 2, Verdict.MET: 3}
FAULTS = frozenset({Verdict.NOT_MET, Verdict.BORDERLINE})


def index_rules(exercise: Exercise) -> Mapping[str, Rule]:
    """Rules of an exercise by id."""
    return {rule.id: rule for rule in exercise.rules}


def rank_findings(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Order findings: by verdict, then importance, then how sure the fault is; equal ones keep their order."""
    return sorted(findings, key=lambda finding: _rank(finding, rules))


def _rank(finding: Finding, rules: Mapping[str, Rule]) -> tuple[int, int, float]:
    rule = rules.get(finding.rule)
    importance = _IMPORTANCE["advice"] if rule is None else _IMPORTANCE[rule.importance]
    return _VERDICT[finding.verdict], importance, -(finding.p_fault or 0.0)


def find_faults(repetition: Repetition, rules: Mapping[str, Rule]) -> list[Finding]:
    """Find what is not met or borderline, the worst first."""
    return rank_findings((f for f in repetition.findings if f.verdict in FAULTS), rules)


def find_deciding(repetition: Repetition, rules: Mapping[str, Rule]) -> list[Finding]:
    """Find what stands behind the repetition's verdict, the worst first.

    For a repetition that is not clean: what was not met and is critical or quality. For one that cannot be told: the
    critical rules of the camera that were not assessed, those first without which it cannot be. Empty for a clean one.
    """
    if repetition.is_clean:
        return []
    wanted = Verdict.NOT_ASSESSED if repetition.is_clean is None else Verdict.NOT_MET
    ranked = rank_findings((f for f in repetition.findings if f.verdict is wanted), rules)
    deciding = [f for f in ranked if _is_deciding(rules.get(f.rule), wanted)]
    return deciding if wanted is Verdict.NOT_MET else sorted(deciding, key=lambda f: f.rule not in DECIDING_RULES)


def _is_deciding(rule: Rule | None, wanted: Verdict) -> bool:
    if rule is None:
        return True
    if wanted is Verdict.NOT_ASSESSED:
        return rule.importance == "critical" and rule.assessed_by == "camera"
    return rule.importance != "advice"


@dataclass(frozen=True, slots=True)
class Unassessed:
    """A rule that could not be judged.

    Attributes
    ----------
    rule : str
        Rule id.
    reasons : tuple[str, ...]
        Each different reason once.
    repetitions : tuple[int, ...]
        Where; empty for a finding about the whole set.
    is_everywhere : bool
        It was judged nowhere in the recording.
    """

    rule: str
    reasons: tuple[str, ...]
    repetitions: tuple[int, ...]
    is_everywhere: bool


def find_unassessed(report: SetReport) -> list[Unassessed]:
    """Rules that could not be judged, in the order in which they appear; those judged nowhere first."""
    placed = [(r.index, f) for r in report.repetitions for f in r.findings]
    placed += [(0, item.finding) for item in report.set_findings]
    judged = {f.rule for _, f in placed if f.verdict is not Verdict.NOT_ASSESSED}
    found: dict[str, list[tuple[int, Finding]]] = {}
    for index, finding in placed:
        if finding.verdict is Verdict.NOT_ASSESSED:
            found.setdefault(finding.rule, []).append((index, finding))
    results = [
        Unassessed(
            rule,
            tuple(dict.fromkeys(f.reason for _, f in items if f.reason)),
            tuple(index for index, _ in items if index),
            rule not in judged,
        )
        for rule, items in found.items()
    ]
    return sorted(results, key=lambda item: not item.is_everywhere)
