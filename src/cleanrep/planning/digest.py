"""What the policy reads of a set: counts of clean, unknown and faulty repetitions, the reserve, pain, answers.

A person's correction counts before the machine's finding. What could not be told stays apart: it is neither clean nor
a fault.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from statistics import median

from cleanrep.exercises.policy import Policy
from cleanrep.exercises.schema import Exercise
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import Load, LoggedFinding, LoggedRepetition, PerformedSet, SelfReport, SetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDigest:
    """A set in the figures that decide.

    Attributes
    ----------
    n_clean, n_unknown : int
        Repetitions that were clean, and those of which it cannot be told; a set without repetitions in the log is
        unknown throughout.
    n_rough : int
        Repetitions that were not smooth.
    faults : tuple[tuple[str, int], ...]
        Rule and number of repetitions in which it was not met, critical and quality rules only.
    off_aim : tuple[tuple[str, float], ...]
        Rule and median probability that the true value misses the aim.
    unseen : tuple[str, ...]
        Rules that need an answer because the camera did not judge them in enough repetitions.
    n_heavy, first_heavy : int, int or None
        Repetitions with a sign of too much load, and the number of the first one.
    answers : tuple[tuple[str, SelfReport], ...]
        What the lifter said about rules that no camera sees.
    """

    set_id: str
    session_id: str
    performed_at: datetime
    kind: SetKind
    goal: str
    load: Load
    machine_id: str | None
    n_repetitions: int
    n_clean: int = 0
    n_unknown: int = 0
    n_rough: int = 0
    faults: tuple[tuple[str, int], ...] = ()
    off_aim: tuple[tuple[str, float], ...] = ()
    unseen: tuple[str, ...] = ()
    n_heavy: int = 0
    first_heavy: int | None = None
    rir: float | None = None
    pain: int | None = None
    answers: tuple[tuple[str, SelfReport], ...] = ()


class SetDigester:
    """Makes digests for one exercise."""

    def __init__(self, exercise: Exercise, policy: Policy) -> None:
        self._importance = {rule.id: rule.importance for rule in exercise.rules}
        self._policy = policy
        self._deciding = set(policy.stages.control) - set(policy.load.answers)
        self._smooth = set(policy.repetitions.smooth_rules)
        self._heavy = set(policy.too_heavy.rules)

    @cached_property
    def _counting(self) -> frozenset[str]:
        return frozenset(rule for rule, level in self._importance.items() if level in ("critical", "quality"))

    def digest(self, performed: PerformedSet) -> SetDigest:
        """What the policy reads of a set."""
        kept = [item for item in performed.repetitions if not item.is_removed]
        cleans = [self._decide_clean(item) for item in kept]
        faulty = [{finding.rule for finding in item.findings if finding.verdict is Verdict.NOT_MET} for item in kept]
        heavy = [i for i, rules in enumerate(faulty, start=1) if rules & self._heavy]
        counts = Counter(rule for rules in faulty for rule in rules if rule in self._counting)
        return SetDigest(
            set_id=performed.id,
            session_id=performed.session_id,
            performed_at=performed.performed_at,
            kind=performed.kind,
            goal=performed.goal,
            load=performed.load,
            machine_id=performed.machine_id,
            n_repetitions=performed.n_repetitions,
            n_clean=cleans.count(True),
            n_unknown=cleans.count(None) + max(0, performed.n_repetitions - len(kept)),
            n_rough=sum(bool(rules & self._smooth) for rules in faulty),
            faults=tuple(sorted(counts.items())),
            off_aim=tuple(sorted(self._find_off_aim(kept).items())),
            unseen=self._find_unseen(kept, performed.n_repetitions),
            n_heavy=len(heavy),
            first_heavy=heavy[0] if heavy else None,
            rir=performed.rir,
            pain=performed.pain,
            answers=performed.self_reports,
        )

    def _decide_clean(self, repetition: LoggedRepetition) -> bool | None:
        if repetition.corrected_clean is not None:
            return repetition.corrected_clean
        counting = [finding for finding in repetition.findings if finding.rule in self._counting]
        if any(finding.verdict is Verdict.NOT_MET for finding in counting):
            return False
        if all(finding.corrected is None for finding in counting):
            return repetition.found_clean
        assessed = {finding.rule for finding in counting if finding.verdict is not Verdict.NOT_ASSESSED}
        return True if self._deciding <= assessed else None

    def _find_off_aim(self, repetitions: Iterable[LoggedRepetition]) -> Mapping[str, float]:
        found: dict[str, list[float]] = {}
        for repetition in repetitions:
            for finding in repetition.findings:
                if finding.rule in self._counting and finding.verdict is not Verdict.NOT_ASSESSED:
                    found.setdefault(finding.rule, []).append(get_p_off_aim(finding))
        return {rule: median(values) for rule, values in found.items()}

    def _find_unseen(self, repetitions: list[LoggedRepetition], n_repetitions: int) -> tuple[str, ...]:
        limit = self._policy.load.max_not_assessed_share
        n_judged = Counter(
            finding.rule
            for repetition in repetitions
            for finding in repetition.findings
            if finding.verdict is not Verdict.NOT_ASSESSED
        )
        n_needed = (1.0 - limit) * max(n_repetitions, 1)
        return tuple(rule for rule in self._policy.load.answers if n_judged[rule] < n_needed)


def get_p_off_aim(finding: LoggedFinding) -> float:
    """Probability 0..1 that the aim is missed; a verdict without one, or a person's, counts as what it says."""
    if finding.corrected is None and finding.p_off_aim is not None:
        return finding.p_off_aim
    return 0.0 if finding.verdict is Verdict.MET else 1.0
