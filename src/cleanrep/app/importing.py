"""Take a foreign log into ours: a dry run first, the same again adds nothing, and the whole of it can be undone."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from cleanrep.app.next_plan import decide_ahead
from cleanrep.exchange.exercise_names import find_exercise_id
from cleanrep.exchange.fields import ReadingChoices
from cleanrep.exchange.reading import read_log
from cleanrep.exchange.records import ExchangedSet, Format, RowProblem, Rows, SkippedRow
from cleanrep.model.training import PerformedSet, Person, Session
from cleanrep.model.training_records import ChangeKind

if TYPE_CHECKING:
    from cleanrep.store.store import Store

BATCH_ROWS = 2000
MAX_KEPT_MESSAGES = 20
MAX_NAMES = 200
ODD_LOAD_KG = 500.0
ODD_REPETITIONS = 100
_SPACE = uuid5(NAMESPACE_URL, "cleanrep.import/1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What to import and how.

    Attributes
    ----------
    names : tuple[tuple[str, str], ...]
        Name in the file and the exercise that it means.
    is_applied : bool
        False: a dry run.
    skips_problems : bool
        Import the other rows although some cannot be read.
    """

    path: Path
    form: Format
    choices: ReadingChoices
    now: datetime
    names: tuple[tuple[str, str], ...] = ()
    is_applied: bool = False
    skips_problems: bool = False


@dataclass(slots=True)
class ImportOutcome:
    """What an import did, or would do.

    Attributes
    ----------
    n_new, n_known, n_problems, n_skipped : int
        Sets to add; sets that the log has already; rows that cannot be read; rows that hold no set.
    problems, warnings : list[str]
        The first of them, each with its line.
    custom : Counter[str]
        Exercises that no file describes, with their number of sets.
    change : int or None
        The change that undoes it; None for a dry run or when nothing was new.
    """

    n_new: int = 0
    n_known: int = 0
    n_problems: int = 0
    n_skipped: int = 0
    n_warnings: int = 0
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    custom: Counter[str] = field(default_factory=Counter)
    change: int | None = None


def import_log(store: "Store", person: Person, request: ImportRequest) -> ImportOutcome:
    """Import a log, or say what an import would do.

    Nothing is kept when a row cannot be read, unless such rows are to be skipped.

    Raises
    ------
    SourceError
        When the file as a whole cannot be read.
    """
    importer = _Importer(store, person, request)
    if request.is_applied and not request.skips_problems:
        # Rows are read before anything is written, so that a bad one at the end keeps nothing.
        importer.run(is_writing=False)
        if importer.outcome.n_problems:
            return importer.outcome
        importer = _Importer(store, person, request)
    with store.transaction() if request.is_applied else nullcontext():
        importer.run(is_writing=request.is_applied)
        for exercise_id in sorted(importer.exercises):
            decide_ahead(store, person, exercise_id)
    return importer.outcome


class _Importer:
    """One pass over a file, in batches of bounded size."""

    def __init__(self, store: "Store", person: Person, request: ImportRequest) -> None:
        self.outcome = ImportOutcome()
        self.exercises: set[str] = set()
        self._store = store
        self._person = person
        self._request = request
        self._names = dict(request.names)
        self._session = ""
        self._seen: Counter[str] = Counter()

    def run(self, *, is_writing: bool) -> None:
        """Read all rows, and write the new ones or only count them."""
        request = self._request
        sets = self._sort_out(read_log(request.path, request.form, request.choices))
        while batch := list(islice(sets, BATCH_ROWS)):
            marked = [(self._mark(item), item) for item in batch]
            known = self._store.changes.find_fingerprints(self._person.id, [mark for mark, _ in marked])
            new = [(mark, item) for mark, item in marked if mark not in known]
            back = [known[mark][0] for mark, _ in marked if mark in known and not known[mark][1]]
            self.outcome.n_new += len(new) + len(back)
            self.outcome.n_known += len(marked) - len(new) - len(back)
            if is_writing and (new or back):
                self._write(new, back)

    def _sort_out(self, rows: Rows) -> Iterator[ExchangedSet]:
        outcome = self.outcome
        for row in rows:
            if isinstance(row, RowProblem):
                outcome.n_problems += 1
                _keep(outcome.problems, f"line {row.line}: {row.text}")
            elif isinstance(row, SkippedRow):
                outcome.n_skipped += 1
            else:
                for warning in find_odd(row, self._request.now):
                    outcome.n_warnings += 1
                    _keep(outcome.warnings, f"line {row.line}: {warning}")
                self._count_custom(row.exercise)
                yield row

    def _mark(self, item: ExchangedSet) -> str:
        """What tells a set from all others: when, what, how much, and the how-manieth of its like in its session."""
        session = f"{item.session_started_at.astimezone(UTC).isoformat()}|{item.session}"
        if session != self._session:
            self._session = session
            self._seen.clear()
        load = item.load.load_kg if item.load.load_kg is not None else item.load.value
        told = f"{session}|{item.exercise}|{item.kind}|{load}|{item.n_repetitions}"
        self._seen[told] += 1
        return hashlib.sha256(f"{told}|{self._seen[told]}".encode()).hexdigest()

    def _write(self, new: Sequence[tuple[str, ExchangedSet]], back: list[str]) -> None:
        # Imported when it is asked for, as the store itself is.
        from cleanrep.store.log_writer import Act

        outcome = self.outcome
        if outcome.change is None:
            summary = f"import of {self._request.path.name[:200]} ({self._request.form.value})"
            act = Act(self._person.id, self._request.now, ChangeKind.IMPORT, summary)
            outcome.change = self._store.log_writer.record(act)
        sessions: dict[str, Session] = {}
        sets: list[PerformedSet] = []
        for mark, item in new:
            session = self._make_session(item)
            sessions.setdefault(session.id, session)
            sets.append(self._make_set(item, session.id, mark))
        self._store.log_writer.add_missing_sessions(list(sessions.values()))
        self.exercises |= {performed.exercise for performed in sets}
        marks = {performed.id: mark for performed, (mark, _) in zip(sets, new, strict=True)}
        self._store.log_writer.add_sets(outcome.change, sets, marks)
        self._store.changes.bring_back(outcome.change, back)

    def _make_session(self, item: ExchangedSet) -> Session:
        told = f"{self._person.id}|{item.session_started_at.astimezone(UTC).isoformat()}|{item.session}"
        notes = "\n".join(part for part in (item.session, item.session_notes) if part)
        session_id = str(uuid5(_SPACE, told))
        return Session(id=session_id, person_id=self._person.id, started_at=item.session_started_at, notes=notes)

    def _make_set(self, item: ExchangedSet, session_id: str, mark: str) -> PerformedSet:
        return PerformedSet(
            id=str(uuid5(_SPACE, f"{self._person.id}|{mark}")),
            person_id=self._person.id,
            session_id=session_id,
            exercise=self._find_exercise(item.exercise) or item.exercise[:200],
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

    def _find_exercise(self, name: str) -> str | None:
        return self._names.get(name) or find_exercise_id(name)

    def _count_custom(self, name: str) -> None:
        custom = self.outcome.custom
        if self._find_exercise(name) is None and (name in custom or len(custom) < MAX_NAMES):
            custom[name] += 1


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


def _keep(messages: list[str], text: str) -> None:
    if len(messages) < MAX_KEPT_MESSAGES:
        messages.append(text)
