"""Sessions in the shape of Android's Health Connect: exercise sessions with segments, back extension being type 2.

Field names and the number are those of ``ExerciseSessionRecord`` and ``ExerciseSegment``; times in ISO 8601.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TextIO

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from cleanrep.errors import SourceError
from cleanrep.exchange.exercise_names import LEVER
from cleanrep.exchange.fields import FieldError, ReadingChoices, place_time, shorten
from cleanrep.exchange.json_lines import read_document
from cleanrep.exchange.limits import MAX_LOAD, MAX_REPETITIONS
from cleanrep.exchange.records import ExchangedSet, RowProblem, Rows, SkippedRow
from cleanrep.model.training import Load, LoadUnit

BACK_EXTENSION = 2
"""``EXERCISE_SEGMENT_TYPE_BACK_EXTENSION``."""
STRENGTH_TRAINING = 70
"""``EXERCISE_TYPE_STRENGTH_TRAINING``."""
_NO_SETS = {44: "pause", 54: "rest"}


class _Shape(BaseModel):
    # What else another program writes into a record is none of ours.
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class _Mass(_Shape):
    kilograms: float = Field(ge=0, le=MAX_LOAD, validation_alias=AliasChoices("kilograms", "inKilograms"))


class _Segment(_Shape):
    startTime: datetime  # noqa: N815 - Health Connect's name
    endTime: datetime  # noqa: N815 - as above
    segmentType: int  # noqa: N815 - as above
    repetitions: int = Field(default=0, ge=0, le=MAX_REPETITIONS)
    setIndex: int | None = Field(default=None, ge=0, le=10_000)  # noqa: N815 - as above
    weight: _Mass | None = None
    rateOfPerceivedExertion: float | None = Field(default=None, ge=0, le=10)  # noqa: N815 - as above


class _Record(_Shape):
    startTime: datetime  # noqa: N815 - as above
    title: str | None = Field(default=None, max_length=5000)
    notes: str | None = Field(default=None, max_length=5000)
    segments: tuple[_Segment, ...] = Field(default=(), max_length=10_000)


def read_health_connect(path: Path, choices: ReadingChoices) -> Rows:
    """Sets of a document ``{"records": [...]}``; each record is one session.

    Raises
    ------
    SourceError
        When it is no such document.
    """
    document = read_document(path)
    records = document.get("records") if isinstance(document, dict) else document
    if not isinstance(records, list):
        raise SourceError(path.name, "holds no list of records", "give a document with exercise session records")
    for line, values in enumerate(records, start=1):
        try:
            record = _Record.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = shorten(".".join(str(part) for part in first["loc"]))
            yield RowProblem(line, f"{field}: {first['msg']}")
            continue
        yield from _read_segments(line, record, choices)


def _read_segments(line: int, record: _Record, choices: ReadingChoices) -> Rows:
    order = 0
    for segment in record.segments:
        if not segment.repetitions:
            yield SkippedRow(line, _NO_SETS.get(segment.segmentType, "no repetitions"))
            continue
        order += 1
        try:
            yield _read_segment(line, record, segment, order=order, choices=choices)
        except FieldError as error:
            yield RowProblem(line, str(error))


def _read_segment(
    line: int, record: _Record, segment: _Segment, *, order: int, choices: ReadingChoices
) -> ExchangedSet:
    start = place_time(segment.startTime, "startTime", choices)
    end = place_time(segment.endTime, "endTime", choices)
    is_ours = segment.segmentType == BACK_EXTENSION
    return ExchangedSet(
        line=line,
        session=record.title or "",
        session_started_at=place_time(record.startTime, "startTime", choices),
        performed_at=start,
        exercise=LEVER if is_ours else f"Health Connect segment {segment.segmentType}",
        order=order,
        n_repetitions=segment.repetitions,
        load=Load(LoadUnit.UNKNOWN) if segment.weight is None else Load(LoadUnit.KG, segment.weight.kilograms),
        rpe=segment.rateOfPerceivedExertion if (segment.rateOfPerceivedExertion or 0) >= 1 else None,
        session_notes=record.notes or "",
        duration_s=max((end - start).total_seconds(), 0.0) or None,
    )


def write_health_connect(file: TextIO, sets: Iterator[ExchangedSet]) -> int:
    """Write sets as one record a session, one session at a time; returns how many sets.

    Exercises other than the back extension have no number of ours and go as ``EXERCISE_SEGMENT_TYPE_UNKNOWN``.
    """
    file.write('{"records": [')
    n_sets = 0
    for session, members in groupby(sets, key=lambda item: (item.session_started_at, item.session)):
        items = list(members)
        file.write(",\n" if n_sets else "\n")
        json.dump(_spell_record(session[0], session[1], items), file, ensure_ascii=False)
        n_sets += len(items)
    file.write("\n]}\n")
    return n_sets


def _spell_record(started_at: datetime, title: str, items: list[ExchangedSet]) -> dict[str, object]:
    offset = started_at.utcoffset() or timedelta()
    return {
        "startTime": started_at.isoformat(),
        "startZoneOffset": int(offset.total_seconds()),
        "endTime": max(_end(item) for item in items).isoformat(),
        "exerciseType": STRENGTH_TRAINING,
        "title": title,
        "notes": items[0].session_notes,
        "segments": [_spell_segment(item) for item in items],
    }


def _end(item: ExchangedSet) -> datetime:
    return item.performed_at + timedelta(seconds=item.duration_s or 1.0)


def _spell_segment(item: ExchangedSet) -> dict[str, object]:
    load_kg = item.load.load_kg
    segment: dict[str, object] = {
        "startTime": item.performed_at.isoformat(),
        "endTime": _end(item).isoformat(),
        "segmentType": BACK_EXTENSION if item.exercise == LEVER else 0,
        "repetitions": item.n_repetitions,
        "setIndex": item.order - 1,
    }
    if load_kg is not None:
        segment["weight"] = {"kilograms": load_kg}
    if item.rpe is not None:
        segment["rateOfPerceivedExertion"] = item.rpe
    return segment
