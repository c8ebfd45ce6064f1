"""What the policy reads of a set: counts of clean, unknown and faulty repetitions, the reserve, pain, answers.

What could not be told stays apart: it is neither clean nor a fault.
"""

from dataclasses import dataclass
from datetime import datetime

from cleanrep.exercises.policy import Policy
from cleanrep.exercises.schema import Exercise
from cleanrep.model.set_outline import SetOutline
from cleanrep.model.training import Load, PerformedSet, SelfReport, SetKind


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
        self._counting = frozenset(rule.id for rule in exercise.rules if rule.importance in ("critical", "quality"))
        self._limits = policy.load
        self._deciding = frozenset(policy.stages.control) - frozenset(policy.load.answers)
        self._smooth = frozenset(policy.repetitions.smooth_rules)
        self._heavy = frozenset(policy.too_heavy.rules)

    def digest(self, performed: PerformedSet, outline: SetOutline) -> SetDigest:
        """What the policy reads of a set and its outline."""
        faults = [(rule, numbers) for rule, numbers in outline.faults if rule in self._counting]
        heavy = {number for rule, numbers in faults if rule in self._heavy for number in numbers}
        rough = {number for rule, numbers in outline.faults if rule in self._smooth for number in numbers}
        cleans = self._decide_cleans(outline) if faults or outline.reviewed else outline.cleans
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
            n_unknown=cleans.count(None) + max(0, performed.n_repetitions - len(cleans)),
            n_rough=len(rough),
            faults=tuple((rule, len(numbers)) for rule, numbers in faults),
            off_aim=tuple(pair for pair in outline.off_aim if pair[0] in self._counting),
            unseen=self._find_unseen(outline, performed.n_repetitions),
            n_heavy=len(heavy),
            first_heavy=min(heavy, default=None),
            rir=performed.rir,
            pain=performed.pain,
            answers=performed.self_reports,
        )

    def _decide_cleans(self, outline: SetOutline) -> tuple[bool | None, ...]:
        """A repetition that a person changed in parts is decided anew: by a fault left, or by enough judged."""
        decided = list(outline.cleans)
        faulty = {number for rule, numbers in outline.faults if rule in self._counting for number in numbers}
        for number, judged in outline.reviewed:
            enough = True if self._deciding <= frozenset(judged) else None
            decided[number - 1] = False if number in faulty else enough
        return tuple(decided)

    def _find_unseen(self, outline: SetOutline, n_repetitions: int) -> tuple[str, ...]:
        n_judged = dict(outline.judged)
        n_needed = (1.0 - self._limits.max_not_assessed_share) * max(n_repetitions, 1)
        return tuple(rule for rule in self._limits.answers if n_judged.get(rule, 0) < n_needed)
