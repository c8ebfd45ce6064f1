"""wger's workoutlog, as its REST interface gives it: a list of entries, or pages with ``results``."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TextIO

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from cleanrep.errors import SourceError
from cleanrep.exchange.fields import FieldError, ReadingChoices, parse_number, parse_time, shorten
from cleanrep.exchange.json_lines import read_document
from cleanrep.exchange.limits import MAX_LOAD, MAX_REPETITIONS
from cleanrep.exchange.records import ExchangedSet, RowProblem, RowResult, Rows, SkippedRow
from cleanrep.model.training import KG_PER_LB, Load, LoadUnit

REPETITIONS, BODYWEIGHT = 1, 3
_UNITS = {1: LoadUnit.KG, 2: LoadUnit.LB, BODYWEIGHT: LoadUnit.BODYWEIGHT}


class _Entry(BaseModel):
    # wger adds fields from edition to edition; those that say nothing about the set are none of ours.
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False, coerce_numbers_to_str=True)

    exercise: str = Field(max_length=200, validation_alias=AliasChoices("exercise", "exercise_base"))
    date: str = Field(max_length=64)
    repetitions: str | None = Field(default=None, max_length=32, validation_alias=AliasChoices("repetitions", "reps"))
    repetitions_unit: int | None = REPETITIONS
    weight: str | None = Field(default=None, max_length=32)
    weight_unit: int | None = None
    rir: str | None = Field(default=None, max_length=32)
    session: str | None = Field(default=None, max_length=64)
    workout: str | None = Field(default=None, max_length=64)


def read_wger(path: Path, choices: ReadingChoices) -> Rows:
    """Sets of a workoutlog; entries of one day are one session.

    Raises
    ------
    SourceError
        When it is no such document.
    """
    document = read_document(path)
    entries = document.get("results") if isinstance(document, dict) else document
    if not isinstance(entries, list):
        raise SourceError(path.name, "holds no list of log entries", "save the answer of wger's workoutlog as it is")
    orders: dict[date, int] = {}
    for line, values in enumerate(entries, start=1):
        result = _read(line, values, orders, choices=choices)
        yield result


def _read(line: int, values: object, orders: dict[date, int], *, choices: ReadingChoices) -> RowResult:
    try:
        entry = _Entry.model_validate(values)
        performed_at = parse_time(entry.date, "date", choices)
        number = parse_number(entry.repetitions, "repetitions", most=MAX_REPETITIONS)
        load = _read_load(entry, choices)
        rir = parse_number(entry.rir, "rir", most=10)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return RowProblem(line, f"{shorten('.'.join(str(part) for part in first['loc']))}: {first['msg']}")
    except FieldError as error:
        return RowProblem(line, str(error))
    if not number or entry.repetitions_unit not in (None, REPETITIONS):
        return SkippedRow(line, "no repetitions")
    order = orders[performed_at.date()] = orders.get(performed_at.date(), 0) + 1
    started_at = performed_at.replace(hour=0, minute=0, second=0, microsecond=0)
    is_day_only = performed_at == started_at
    return ExchangedSet(
        line=line,
        session=f"wger session {entry.session}" if entry.session else "wger",
        session_started_at=started_at,
        performed_at=performed_at + timedelta(seconds=order) if is_day_only else performed_at,
        exercise=f"wger exercise {entry.exercise}" if entry.exercise.isdigit() else entry.exercise,
        order=order,
        n_repetitions=int(number),
        load=load,
        rir=rir,
    )


def _read_load(entry: _Entry, choices: ReadingChoices) -> Load:
    value = parse_number(entry.weight, "weight", most=MAX_LOAD)
    if value is None:
        return Load(LoadUnit.UNKNOWN)
    unit = choices.unit if entry.weight_unit is None else _UNITS.get(entry.weight_unit)
    if unit is None:
        told = "none" if entry.weight_unit is None else entry.weight_unit
        raise FieldError(f"weight_unit: expected 1 (kg), 2 (lb) or 3 (body weight), got {told}; or give --unit")
    return Load(unit, value)


def write_wger(file: TextIO, sets: Iterator[ExchangedSet], unit: LoadUnit) -> int:
    """Write sets as entries of a workoutlog, loads in `unit`; returns how many.

    wger knows exercises by its own numbers: the name goes in their place, to be replaced by whoever sends it there.
    """
    number = 2 if unit is LoadUnit.LB else 1
    kg_per_unit = KG_PER_LB if unit is LoadUnit.LB else 1.0
    n_sets = 0
    file.write("[")
    for item in sets:
        load_kg = item.load.load_kg
        entry = {
            "exercise": item.exercise.removeprefix("wger exercise "),
            "date": _spell_date(item.performed_at),
            "repetitions": item.n_repetitions,
            "repetitions_unit": REPETITIONS,
            "weight": None if load_kg is None else round(load_kg / kg_per_unit, 4),
            "weight_unit": number,
            "rir": item.rir,
        }
        file.write((",\n" if n_sets else "\n") + json.dumps(entry, ensure_ascii=False))
        n_sets += 1
    file.write("\n]\n")
    return n_sets


def _spell_date(moment: datetime) -> str:
    return moment.isoformat()
