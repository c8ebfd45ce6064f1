"""A session in the figures that decide: its work sets for one goal, taken together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cleanrep.exercises.policy import TooHeavyPolicy
from cleanrep.model.training import Load, SelfReport, Session, SetKind
from cleanrep.planning.digest import SetDigest
from cleanrep.planning.one_rm import RatedSet

TECHNIQUE = "technique"


@dataclass(frozen=True, slots=True)
class SessionNote:
    """What a session says besides its sets."""

    readiness: int | None = None
    stop_reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDigest:
    """Work sets of a session, and what they come to.

    Attributes
    ----------
    sets : tuple[SetDigest, ...]
        Work sets of one goal, in order; trial and warm-up sets are apart.
    trials : tuple[SetDigest, ...]
        Sets rated to find a load.
    """

    session_id: str
    started_at: datetime
    goal: str
    sets: tuple[SetDigest, ...]
    trials: tuple[SetDigest, ...] = ()
    note: SessionNote = SessionNote()

    @property
    def is_technique(self) -> bool:
        """Technique was practised."""
        return self.goal == TECHNIQUE

    @property
    def load(self) -> Load | None:
        """The load of most work sets, the later one of equals; None where it is not known."""
        known = [item.load for item in self.sets if item.load.unit != "unknown"]
        counts = Counter(known)
        return max(reversed(known), key=counts.__getitem__) if known else None

    @property
    def n_repetitions(self) -> int:
        """Repetitions of all work sets."""
        return sum(item.n_repetitions for item in self.sets)

    @property
    def least_repetitions(self) -> int:
        """Repetitions of the shortest work set."""
        return min((item.n_repetitions for item in self.sets), default=0)

    @property
    def least_clean_share(self) -> float:
        """Clean share 0..1 of the work set with the least; unknown ones are not clean."""
        return min((item.n_clean / max(item.n_repetitions, 1) for item in self.sets), default=0.0)

    @property
    def unknown_share(self) -> float:
        """Share 0..1 of repetitions of which it cannot be told whether they were clean."""
        return sum(item.n_unknown for item in self.sets) / max(self.n_repetitions, 1)

    @property
    def n_rough(self) -> int:
        """Repetitions that were not smooth."""
        return sum(item.n_rough for item in self.sets)

    @property
    def least_rir(self) -> float | None:
        """Least reserve of the sets that were rated; None when one was not."""
        rated = [item.rir for item in self.sets]
        return None if not rated or None in rated else min(rir for rir in rated if rir is not None)

    @property
    def worst_pain(self) -> int | None:
        """Worst pain 0..10 of all its sets; None where it was never given."""
        return max((item.pain for item in (*self.sets, *self.trials) if item.pain is not None), default=None)

    def count_faults(self) -> Mapping[str, int]:
        """Repetitions by rule that was not met."""
        counts: Counter[str] = Counter()
        for item in self.sets:
            for rule, n_missed in item.faults:
                counts[rule] += n_missed
        return counts

    def find_worst_aim(self) -> tuple[str, float] | None:
        """Rule and probability of the aim most likely missed, set medians; None where nothing was judged."""
        return max((pair for item in self.sets for pair in item.off_aim), key=lambda pair: pair[1], default=None)

    def find_unanswered(self) -> tuple[str, ...]:
        """Rules that neither the camera judged nor the lifter answered with yes in this session."""
        answers: dict[str, list[SelfReport]] = {}
        for item in self.sets:
            for rule, answer in item.answers:
                answers.setdefault(rule, []).append(answer)
        unseen = sorted({rule for item in self.sets for rule in item.unseen})
        denied = {rule for rule, given in answers.items() if SelfReport.NO in given or SelfReport.UNSURE in given}
        return tuple(rule for rule in unseen if rule not in answers or rule in denied)

    def find_heavy(self, limits: TooHeavyPolicy) -> SetDigest | None:
        """The first work set whose faults say that the load was too much; None: none."""
        for item in self.sets:
            is_early = item.first_heavy is not None and item.first_heavy <= limits.first_repetitions
            if item.n_heavy >= limits.n_repetitions or is_early:
                return item
        return None

    def find_rated(self) -> RatedSet | None:
        """The last trial or, without one, the last work set that was rated; None: none."""
        for item in (*reversed(self.trials), *reversed(self.sets)):
            if item.rir is not None and item.load.value is not None and item.n_repetitions > 0:
                return RatedSet(item.load, item.n_repetitions, item.rir, self.session_id)
        return None


def digest_session(session: Session, digests: Sequence[SetDigest], *, goal: str) -> SessionDigest | None:
    """A session with its work and trial sets for a goal or, without one, for technique; None: it has neither.

    A session that was stopped counts without a set as well.
    """
    kept = [item for item in digests if item.goal in (goal, TECHNIQUE)]
    trials = tuple(item for item in kept if item.kind is SetKind.TRIAL)
    work = [item for item in kept if item.kind is SetKind.WORK]
    wanted = goal if any(item.goal == goal for item in (*work, *trials)) else TECHNIQUE
    sets = tuple(item for item in work if item.goal == wanted)
    if not sets and not trials and not session.stop_reasons:
        return None
    return SessionDigest(
        session_id=session.id,
        started_at=session.started_at,
        goal=wanted,
        sets=sets,
        trials=trials,
        note=SessionNote(session.readiness, session.stop_reasons),
    )
