"""Strong's CSV: ``,`` or ``;``, no unit in most editions, set order a number, ``W`` (warm-up), ``D`` or ``F``."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from cleanrep.exchange.delimited import read_rows, write_rows
from cleanrep.exchange.fields import (
    FieldError,
    ReadingChoices,
    parse_count,
    parse_duration,
    parse_number,
    parse_rating,
    parse_text,
    parse_time,
    shorten,
)
from cleanrep.exchange.limits import MAX_LOAD, MAX_REPETITIONS, read_load
from cleanrep.exchange.records import ExchangedSet, RowProblem, RowResult, Rows, SkippedRow
from cleanrep.model.training import KG_PER_LB, LoadUnit, SetKind

SIGNS = frozenset({"Date", "Workout Name", "Exercise Name", "Set Order"})
COLUMNS = (
    "Date", "Workout Name", "Duration", "Exercise Name", "Set Order", "Weight", "Reps", "Distance", "Seconds",
    "Notes", "Workout Notes", "RPE",
)  # fmt: skip
_LETTERS = {"W": SetKind.WARM_UP, "D": SetKind.WORK, "F": SetKind.WORK}
_WEIGHTS = {"Weight (kg)": LoadUnit.KG, "Weight (lb)": LoadUnit.LB, "Weight (lbs)": LoadUnit.LB, "Weight": None}
_UNIT_CELLS = {"kg": LoadUnit.KG, "kgs": LoadUnit.KG, "lb": LoadUnit.LB, "lbs": LoadUnit.LB}
_NO_SETS = frozenset({"rest timer", "note", "notes"})


def read_strong(path: Path, delimiter: str, choices: ReadingChoices) -> Rows:
    """Sets of an export of Strong; the order within a session is that of the file."""
    session, order = ("", ""), 0
    for line, cells in read_rows(path, delimiter):
        here = (cells.get("Date", ""), cells.get("Workout Name", ""))
        session, order = here, 1 if here != session else order + 1
        yield _read(line, cells, order=order, choices=choices)


def _read(line: int, cells: Mapping[str, str], *, order: int, choices: ReadingChoices) -> RowResult:
    try:
        place = cells.get("Set Order", "").strip()
        if place.lower() in _NO_SETS:
            return SkippedRow(line, place.lower())
        if place.upper() not in _LETTERS and not place.isdigit():
            return RowProblem(line, f"Set Order: expected a number, W, D or F, got {shorten(place)!r}")
        n_repetitions = parse_count(cells.get("Reps"), "Reps", most=MAX_REPETITIONS)
        duration_s = parse_duration(cells.get("Seconds"))
        if not n_repetitions:
            return SkippedRow(line, "no reps")
        column = next((name for name in _WEIGHTS if name in cells), "Weight")
        unit = _WEIGHTS[column] or _UNIT_CELLS.get(cells.get("Weight Unit", "").strip().lower()) or choices.unit
        started_at = parse_time(cells.get("Date"), "Date", choices)
        return ExchangedSet(
            line=line,
            session=parse_text(cells.get("Workout Name")),
            session_started_at=started_at,
            performed_at=started_at + timedelta(seconds=order),
            exercise=parse_text(cells.get("Exercise Name")),
            order=order,
            n_repetitions=n_repetitions,
            load=read_load(parse_number(cells.get(column), column, most=MAX_LOAD), unit),
            kind=_LETTERS.get(place.upper(), SetKind.WORK),
            rpe=parse_rating(cells.get("RPE"), "RPE"),
            notes=parse_text(cells.get("Notes")),
            session_notes=parse_text(cells.get("Workout Notes")),
            duration_s=duration_s or None,
        )
    except FieldError as error:
        return RowProblem(line, str(error))


def write_strong(file: TextIO, sets: Iterator[ExchangedSet], unit: LoadUnit) -> int:
    """Write sets as Strong does, loads in `unit`, which the file does not name; returns how many."""
    return write_rows(file, COLUMNS, _spell(sets, KG_PER_LB if unit is LoadUnit.LB else 1.0))


def _spell(sets: Iterator[ExchangedSet], kg_per_unit: float) -> Iterator[Mapping[str, object]]:
    numbers: dict[str, int] = {}
    session = ""
    for item in sets:
        started = f"{item.session_started_at:%Y-%m-%d %H:%M:%S}"
        if started + item.session != session:
            session, numbers = started + item.session, {}
        is_warm_up = item.kind is SetKind.WARM_UP
        if not is_warm_up:
            numbers[item.exercise] = numbers.get(item.exercise, 0) + 1
        load_kg = item.load.load_kg
        yield {
            "Date": started,
            "Workout Name": item.session,
            "Duration": None,
            "Exercise Name": item.exercise,
            "Set Order": "W" if is_warm_up else numbers[item.exercise],
            "Weight": None if load_kg is None else round(load_kg / kg_per_unit, 4),
            "Reps": item.n_repetitions,
            "Distance": None,
            "Seconds": item.duration_s,
            "Notes": item.notes,
            "Workout Notes": item.session_notes,
            "RPE": item.rpe,
        }
