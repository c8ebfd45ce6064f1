"""Write a person's log in the form of another program, whole or not at all, one session at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from cleanrep.app.request import find_user_folder
from cleanrep.app.whole_file import open_part
from cleanrep.exchange import hevy, own, strong
from cleanrep.exchange.fit import write_fit
from cleanrep.exchange.health_connect import write_health_connect
from cleanrep.exchange.records import ExchangedSet, Format
from cleanrep.exchange.wger import write_wger
from cleanrep.exercises.catalogue import find_exercises, load_exercise
from cleanrep.model.training import LoadUnit, PerformedSet, Person, Session

if TYPE_CHECKING:
    from cleanrep.store.store import Store

BINARY_FORMS = frozenset({Format.FIT, Format.PARQUET})
_Sets = Iterator[tuple[ExchangedSet, int | None]]
"""Sets with their number of clean repetitions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """Where a log goes and in which form; `unit` is that of forms with one unit for all loads."""

    path: Path
    form: Format
    unit: LoadUnit = LoadUnit.KG
    exercise: str | None = None
    is_forced: bool = False


def export_log(store: "Store", person: Person, request: ExportRequest) -> int:
    """Write a person's log to a file; returns the number of sets.

    Raises
    ------
    UsageError
        When the file is there already, or cannot be written.
    """
    with open_part(request.path, option="the export", is_forced=request.is_forced) as part:
        return _write(part, _list_sets(store, person, request.exercise), request)


def stream_log(store: "Store", person: Person, request: ExportRequest, *, stream: TextIO) -> int:
    """Write a person's log to a stream, in a form of text; returns the number of sets."""
    return _write_text(stream, _list_sets(store, person, request.exercise), request)


def _write(part: Path, sets: _Sets, request: ExportRequest) -> int:
    if request.form is Format.FIT:
        return write_fit(part, (item for item, _ in sets), _list_titles())
    if request.form is Format.PARQUET:
        return own.write_parquet(part, _list_records(sets))
    with part.open("w", encoding="utf-8", newline="") as file:
        return _write_text(file, sets, request)


def _write_text(file: TextIO, sets: _Sets, request: ExportRequest) -> int:
    if request.form is Format.JSONL:
        return own.write_jsonl(file, _list_records(sets))
    if request.form is Format.CSV:
        return own.write_csv(file, _list_records(sets))
    if request.form is Format.HEALTH_CONNECT:
        return write_health_connect(file, (item for item, _ in sets))
    writers = {Format.HEVY: hevy.write_hevy, Format.STRONG: strong.write_strong, Format.WGER: write_wger}
    return writers[request.form](file, _name(sets), request.unit)


def _list_sets(store: "Store", person: Person, exercise: str | None) -> _Sets:
    line = 0
    for session in store.log.iterate_sessions(person.id, exercise):
        for performed in session.sets:
            line += 1
            yield _exchange(line, session, performed), _count_clean(performed)


def _exchange(line: int, session: Session, performed: PerformedSet) -> ExchangedSet:
    title, _, notes = session.notes.partition("\n")
    return ExchangedSet(
        line=line,
        session=title,
        session_started_at=session.started_at.astimezone(performed.performed_at.tzinfo),
        performed_at=performed.performed_at,
        exercise=performed.exercise,
        order=performed.order,
        n_repetitions=performed.n_repetitions,
        load=performed.load,
        kind=performed.kind,
        variant=performed.variant,
        goal=performed.goal,
        rir=performed.rir,
        rpe=performed.rpe,
        pain=performed.pain,
        notes=performed.notes,
        session_notes=notes,
    )


def _count_clean(performed: PerformedSet) -> int | None:
    return sum(item.is_clean is True for item in performed.counted) if performed.repetitions else None


def _list_records(sets: _Sets) -> Iterator[Mapping[str, object]]:
    return (own.to_record(item, n_clean) for item, n_clean in sets)


def _name(sets: _Sets) -> Iterator[ExchangedSet]:
    """Sets under the names of exercises, as programs without ids have them."""
    titles = _list_titles()
    for item, _ in sets:
        yield replace(item, session=item.session or "CleanRep", exercise=titles.get(item.exercise, item.exercise))


def _list_titles() -> Mapping[str, str]:
    folder = find_user_folder()
    return {name: load_exercise(name, folder).exercise.name for name in find_exercises(folder)}
