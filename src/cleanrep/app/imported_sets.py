"""From a set of a foreign log to one of ours: its session, its exercise, and what tells it from all others."""

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from cleanrep.exchange.exercise_names import find_exercise_id
from cleanrep.exchange.records import ExchangedSet
from cleanrep.model.training import PerformedSet, Session

MAX_OPEN_SESSIONS = 100
"""Sessions whose sets are counted at a time, for files in which sessions lie among each other."""
ODD_LOAD_KG = 500.0
ODD_REPETITIONS = 100
_SPACE = uuid5(NAMESPACE_URL, "cleanrep.import/1")


@dataclass(frozen=True, slots=True)
class _OpenSession:
    """A session while its sets come in: its id, when and what it was called, and how often each set was there."""

    id: str
    told: str
    seen: Counter[str] = field(default_factory=Counter)


class SetMaker:
    """Makes sets and sessions of one person from those of one file.

    Parameters
    ----------
    names : Sequence[tuple[str, str]]
        Name in the file and the exercise that it means.
    """

    def __init__(self, person_id: str, names: Sequence[tuple[str, str]]) -> None:
        self._person_id = person_id
        self._names = dict(names)
        self._open: OrderedDict[tuple[datetime, str], _OpenSession] = OrderedDict()

    def mark(self, item: ExchangedSet) -> str:
        """What tells a set from all others: when, what, how much, and the how-manieth of its like in its session."""
        session = self._find_session(item)
        load = item.load.load_kg if item.load.load_kg is not None else item.load.value
        told = f"{session.told}|{item.exercise}|{item.kind}|{load}|{item.n_repetitions}"
        session.seen[told] += 1
        return hashlib.sha256(f"{told}|{session.seen[told]}".encode()).hexdigest()

    def make_sessions(self, items: Iterable[ExchangedSet]) -> list[Session]:
        """The sessions of some sets, each once."""
        firsts: dict[str, ExchangedSet] = {}
        for item in items:
            firsts.setdefault(self._find_session(item).id, item)
        return [
            Session(
                id=session_id,
                person_id=self._person_id,
                started_at=item.session_started_at,
                notes="\n".join(part for part in (item.session, item.session_notes) if part),
            )
            for session_id, item in firsts.items()
        ]

    def make_set(self, item: ExchangedSet, mark: str) -> PerformedSet:
        """A set under the name of our exercise, or under its own."""
        return PerformedSet(
            id=str(uuid5(_SPACE, f"{self._person_id}|{mark}")),
            person_id=self._person_id,
            session_id=self._find_session(item).id,
            exercise=self.find_exercise(item.exercise) or item.exercise[:200],
            variant=item.variant,
            goal=item.goal,
            performed_at=item.performed_at,
            order=item.order,
            load=item.load,
            n_repetitions=item.n_repetitions,
            kind=item.kind,
            rir=item.rir,
            rpe=item.rpe,
            pain=item.pain,
            notes=item.notes,
        )

    def find_exercise(self, name: str) -> str | None:
        """Our exercise of a name in the file; None: no file describes it."""
        return self._names.get(name) or find_exercise_id(name)

    def _find_session(self, item: ExchangedSet) -> _OpenSession:
        key = (item.session_started_at, item.session)
        session = self._open.get(key)
        if session is None:
            told = f"{item.session_started_at.astimezone(UTC).isoformat()}|{item.session}"
            session = self._open[key] = _OpenSession(str(uuid5(_SPACE, f"{self._person_id}|{told}")), told)
            if len(self._open) > MAX_OPEN_SESSIONS:
                self._open.popitem(last=False)
        self._open.move_to_end(key)
        return session


def find_odd(item: ExchangedSet, now: datetime) -> Iterator[str]:
    """What is hardly true of a set, though it can be read."""
    load_kg = item.load.load_kg
    if load_kg is not None and load_kg > ODD_LOAD_KG:
        yield f"{load_kg:.0f} kg is a lot: is the unit right?"
    if item.n_repetitions > ODD_REPETITIONS:
        yield f"{item.n_repetitions} reps in one set"
    if item.performed_at > now + timedelta(days=1):
        yield f"{item.performed_at:%Y-%m-%d} lies in the future"
    if item.rir is not None and item.rpe is not None and item.rir + item.rpe > 13:
        yield f"RIR {item.rir:g} and RPE {item.rpe:g} do not fit each other"
