"""Hevy's CSV: 14 columns, the unit of the load in the header, set_index from 0."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from cleanrep.exchange.delimited import read_rows, write_rows
from cleanrep.exchange.fields import (
    FieldError,
    ReadingChoices,
    parse_count,
    parse_number,
    parse_rating,
    parse_text,
    parse_time,
)
from cleanrep.exchange.limits import MAX_DURATION_S, MAX_LOAD, MAX_REPETITIONS, read_load
from cleanrep.exchange.records import ExchangedSet, RowProblem, RowResult, Rows, SkippedRow
from cleanrep.model.training import KG_PER_LB, LoadUnit, SetKind

SIGNS = frozenset({"title", "start_time", "exercise_title", "set_index", "set_type"})
COLUMNS = (
    "title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes", "set_index",
    "set_type", "weight_kg", "reps", "distance_km", "duration_seconds", "rpe",
)  # fmt: skip
_UNITS = {
    "weight_kg": LoadUnit.KG,
    "weight_lbs": LoadUnit.LB,
    "weight_lb": LoadUnit.LB,
    "weight": None,
}


def read_hevy(path: Path, delimiter: str, choices: ReadingChoices) -> Rows:
    """Sets of an export of Hevy; the order within a session is that of the file."""
    session, order = ("", ""), 0
    for line, cells in read_rows(path, delimiter):
        here = (cells.get("start_time", ""), cells.get("title", ""))
        session, order = here, 1 if here != session else order + 1
        yield _read(line, cells, order=order, choices=choices)


def _read(line: int, cells: Mapping[str, str], *, order: int, choices: ReadingChoices) -> RowResult:
    try:
        n_repetitions = parse_count(cells.get("reps"), "reps", most=MAX_REPETITIONS)
        if n_repetitions is None:
            return SkippedRow(line, "no reps")
        column = next((name for name in _UNITS if name in cells), "weight_kg")
        started_at = parse_time(cells.get("start_time"), "start_time", choices)
        return ExchangedSet(
            line=line,
            session=parse_text(cells.get("title")),
            session_started_at=started_at,
            performed_at=started_at + timedelta(seconds=order),
            exercise=parse_text(cells.get("exercise_title")),
            order=order,
            n_repetitions=n_repetitions,
            load=read_load(parse_number(cells.get(column), column, most=MAX_LOAD), _UNITS[column] or choices.unit),
            kind=SetKind.WARM_UP
            if cells.get("set_type", "").strip().lower() in {"warmup", "warm_up"}
            else SetKind.WORK,
            rpe=parse_rating(cells.get("rpe"), "rpe"),
            notes=parse_text(cells.get("exercise_notes")),
            session_notes=parse_text(cells.get("description")),
            duration_s=parse_number(cells.get("duration_seconds"), "duration_seconds", most=MAX_DURATION_S),
        )
    except FieldError as error:
        return RowProblem(line, str(error))


def write_hevy(file: TextIO, sets: Iterator[ExchangedSet], unit: LoadUnit) -> int:
    """Write sets as Hevy does, loads in `unit`; returns how many."""
    weight = "weight_lbs" if unit is LoadUnit.LB else "weight_kg"
    columns = tuple(weight if name == "weight_kg" else name for name in COLUMNS)
    return write_rows(file, columns, _spell(sets, weight))


def _spell(sets: Iterator[ExchangedSet], weight: str) -> Iterator[Mapping[str, object]]:
    seen: dict[str, int] = {}
    session = ""
    for item in sets:
        started = f"{item.session_started_at:%d %b %Y, %H:%M}"
        if started + item.session != session:
            session, seen = started + item.session, {}
        index = seen[item.exercise] = seen.get(item.exercise, -1) + 1
        load_kg = item.load.load_kg
        yield {
            "title": item.session,
            "start_time": started,
            "end_time": f"{item.performed_at:%d %b %Y, %H:%M}",
            "description": item.session_notes,
            "exercise_title": item.exercise,
            "superset_id": None,
            "exercise_notes": item.notes,
            "set_index": index,
            "set_type": "warmup" if item.kind is SetKind.WARM_UP else "normal",
            weight: None if load_kg is None else round(load_kg / (KG_PER_LB if weight != "weight_kg" else 1.0), 4),
            "reps": item.n_repetitions,
            "distance_km": None,
            "duration_seconds": item.duration_s,
            "rpe": item.rpe,
        }
