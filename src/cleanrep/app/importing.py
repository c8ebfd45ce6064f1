"""Take a foreign log into ours: a dry run first, the same again adds nothing, and the whole of it can be undone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cleanrep.app.imported_sets import SetMaker, find_odd
from cleanrep.app.next_plan import decide_ahead
from cleanrep.exchange.fields import ReadingChoices
from cleanrep.exchange.reading import read_log
from cleanrep.exchange.records import ExchangedSet, Format, RowProblem, Rows, SkippedRow
from cleanrep.model.training import Person
from cleanrep.model.training_records import ChangeKind

if TYPE_CHECKING:
    from cleanrep.store.store import Store

BATCH_ROWS = 2000
MAX_KEPT_MESSAGES = 20
MAX_NAMES = 200


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
    n_left_unclean : int
        New sets whose clean repetitions the file tells, which an import does not take over.
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
    n_left_unclean: int = 0
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    custom: Counter[str] = field(default_factory=Counter)
    change: int | None = None


class _RefusedError(Exception):
    """A row cannot be read: what was written of the file goes."""


def import_log(store: "Store", person: Person, request: ImportRequest) -> ImportOutcome:
    """Import a log, or say what an import would do.

    Nothing is kept when a row cannot be read, unless such rows are to be skipped.

    Raises
    ------
    SourceError
        When the file as a whole cannot be read.
    """
    importer = _Importer(store, person, request)
    if not request.is_applied:
        importer.run()
        return importer.outcome
    with suppress(_RefusedError), store.transaction():
        importer.run()
        if importer.is_refused:
            importer.outcome.change = None
            raise _RefusedError
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
        self._maker = SetMaker(person.id, request.names)

    @property
    def is_refused(self) -> bool:
        """Whether a row was met that keeps the whole file out."""
        return self.outcome.n_problems > 0 and not self._request.skips_problems

    def run(self) -> None:
        """Read all rows, and write the new ones or only count them."""
        request = self._request
        sets = self._sort_out(read_log(request.path, request.form, request.choices))
        while batch := list(islice(sets, BATCH_ROWS)):
            marked = {self._maker.mark(item): item for item in batch}
            known = self._store.changes.find_fingerprints(self._person.id, list(marked))
            new = {mark: item for mark, item in marked.items() if mark not in known}
            back = [set_id for set_id, is_there in known.values() if not is_there]
            self.outcome.n_new += len(new) + len(back)
            self.outcome.n_left_unclean += sum(item.n_clean is not None for item in new.values())
            self.outcome.n_known += len(batch) - len(new) - len(back)
            if request.is_applied and not self.is_refused and (new or back):
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

    def _write(self, new: Mapping[str, ExchangedSet], back: list[str]) -> None:
        # Imported when it is asked for, as the store itself is.
        from cleanrep.store.log_writer import Act

        outcome = self.outcome
        if outcome.change is None:
            summary = f"import of {self._request.path.name[:200]} ({self._request.form.value})"
            act = Act(self._person.id, self._request.now, ChangeKind.IMPORT, summary)
            outcome.change = self._store.log_writer.record(act)
        sets = [self._maker.make_set(item, mark) for mark, item in new.items()]
        marks = {performed.id: mark for performed, mark in zip(sets, new, strict=True)}
        self.exercises |= {performed.exercise for performed in sets}
        self._store.log_writer.add_missing_sessions(self._maker.make_sessions(new.values()))
        self._store.log_writer.add_sets(outcome.change, sets, marks)
        self._store.changes.bring_back(outcome.change, back)

    def _count_custom(self, name: str) -> None:
        custom = self.outcome.custom
        if self._maker.find_exercise(name) is None and (name in custom or len(custom) < MAX_NAMES):
            custom[name] += 1


def _keep(messages: list[str], text: str) -> None:
    if len(messages) < MAX_KEPT_MESSAGES:
        messages.append(text)
