"""CleanRep's own log as CSV, JSON Lines and Parquet: one record a set, the same fields in each."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, TextIO

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from cleanrep.exchange.delimited import read_rows, write_rows
from cleanrep.exchange.fields import FieldError, ReadingChoices, place_time, shorten
from cleanrep.exchange.json_lines import read_records, write_record
from cleanrep.exchange.limits import MAX_DURATION_S, MAX_LOAD, MAX_REPETITIONS
from cleanrep.exchange.records import ExchangedSet, RowProblem, RowResult, Rows
from cleanrep.model.training import Load, LoadUnit, SetKind
from cleanrep.regular_file import open_regular

BATCH_ROWS = 10_000


def _drop_empty(value: object) -> object:
    return None if value == "" else value


class SetRecord(BaseModel):
    """One set as CleanRep exports it.

    Attributes
    ----------
    n_clean : int or None
        Clean repetitions; for reading by others, an import leaves them out and says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    session: str = Field(default="", max_length=5000)
    session_started_at: datetime
    performed_at: datetime
    exercise: str = Field(max_length=200)
    variant: str = Field(default="", max_length=64)
    goal: str = Field(default="", max_length=64)
    order: int = Field(ge=1, le=100_000)
    kind: SetKind = SetKind.WORK
    load_unit: LoadUnit = LoadUnit.UNKNOWN
    load_value: Annotated[Annotated[float, Field(ge=0, le=MAX_LOAD)] | None, BeforeValidator(_drop_empty)] = None
    n_repetitions: int = Field(ge=0, le=MAX_REPETITIONS)
    n_clean: Annotated[Annotated[int, Field(ge=0, le=MAX_REPETITIONS)] | None, BeforeValidator(_drop_empty)] = None
    rir: Annotated[Annotated[float, Field(ge=0, le=10)] | None, BeforeValidator(_drop_empty)] = None
    rpe: Annotated[Annotated[float, Field(ge=1, le=10)] | None, BeforeValidator(_drop_empty)] = None
    pain: Annotated[Annotated[int, Field(ge=0, le=10)] | None, BeforeValidator(_drop_empty)] = None
    duration_s: Annotated[Annotated[float, Field(ge=0, le=MAX_DURATION_S)] | None, BeforeValidator(_drop_empty)] = None
    notes: str = Field(default="", max_length=5000)
    session_notes: str = Field(default="", max_length=5000)


COLUMNS = tuple(SetRecord.model_fields)
_NOT_OF_A_SET = {"load_unit", "load_value", "n_clean"}
SIGNS = frozenset({"session_started_at", "performed_at", "exercise", "n_repetitions", "load_unit"})


def to_record(item: ExchangedSet, n_clean: int | None) -> dict[str, object]:
    """A set as a record: times in ISO 8601, kinds and units as words."""
    values = {name: getattr(item, name) for name in COLUMNS if name not in _NOT_OF_A_SET}
    record = {**values, "load_unit": item.load.unit, "load_value": item.load.value, "n_clean": n_clean}
    return SetRecord.model_validate(record).model_dump(mode="json")


def read_record(line: int, values: Mapping[str, object], choices: ReadingChoices) -> RowResult:
    """A set from a record."""
    try:
        record = SetRecord.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        return RowProblem(line, f"{shorten(field)}: {first['msg']}, got {shorten(repr(first['input']))}")
    given = record.model_dump(exclude=_NOT_OF_A_SET)
    try:
        for name in ("session_started_at", "performed_at"):
            given[name] = place_time(given[name], name, choices)
    except FieldError as error:
        return RowProblem(line, str(error))
    load = Load(record.load_unit, record.load_value)
    return ExchangedSet(line=line, load=load, n_clean=record.n_clean, **given)


def read_csv(path: Path, delimiter: str, choices: ReadingChoices) -> Rows:
    """Sets of a CSV with the columns of `SetRecord`."""
    return (read_record(line, cells, choices) for line, cells in read_rows(path, delimiter))


def read_jsonl(path: Path, choices: ReadingChoices) -> Rows:
    """Sets of JSON Lines: one object with the fields of `SetRecord` a line."""
    for line, record in read_records(path):
        yield RowProblem(line, record) if isinstance(record, str) else read_record(line, record, choices)


def read_parquet(path: Path, choices: ReadingChoices) -> Rows:
    """Sets of a Parquet file with the columns of `SetRecord`, one batch at a time."""
    import pyarrow as pa
    from pyarrow import parquet

    from cleanrep.errors import SourceError

    try:
        with open_regular(path) as raw, parquet.ParquetFile(raw) as file:
            line = 0
            for batch in file.iter_batches(BATCH_ROWS):
                for row in batch.to_pylist():
                    line += 1
                    yield read_record(line, {name: value for name, value in row.items() if value is not None}, choices)
    except (OSError, pa.ArrowException, OverflowError, ValueError) as error:  # the last two: dates beyond Python's
        raise SourceError(path.name, "is no Parquet file that can be read", "export it again") from error


def write_csv(file: TextIO, records: Iterator[Mapping[str, object]]) -> int:
    """Write records as CSV; returns how many."""
    return write_rows(file, COLUMNS, records)


def write_jsonl(file: TextIO, records: Iterator[Mapping[str, object]]) -> int:
    """Write records as JSON Lines; returns how many."""
    return sum(write_record(file, record) for record in records)


def write_parquet(path: Path, records: Iterator[Mapping[str, object]]) -> int:
    """Write records as Parquet, one batch at a time; returns how many."""
    from itertools import islice

    import pyarrow as pa
    from pyarrow import parquet

    whole, numbers = {"order", "n_repetitions", "n_clean", "pain"}, {"load_value", "rir", "rpe", "duration_s"}
    kinds = {
        name: pa.int64() if name in whole else pa.float64() if name in numbers else pa.string() for name in COLUMNS
    }
    schema = pa.schema(list(kinds.items()))
    n_rows = 0
    with parquet.ParquetWriter(path, schema) as writer:
        while batch := list(islice(records, BATCH_ROWS)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            n_rows += len(batch)
    return n_rows
