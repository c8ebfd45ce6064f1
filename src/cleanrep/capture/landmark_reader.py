"""Read a landmark log that may come from a stranger.

Decides what is believed: nothing is taken from the file before its type, size and range were checked. Times must
increase; what is out of range ends the reading with one line that names the column.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from cleanrep.capture.container import check_is_readable
from cleanrep.capture.landmark_columns import (
    MOMENT_FIELDS,
    SCHEMA,
    SCHEMA_ID,
    VALUE_NAMES,
    find_bad_value,
    unpack_contour,
    unpack_pose,
    unpack_scene,
)
from cleanrep.capture.landmark_log import HEADER_KEY, SCHEMA_KEY, LogHeader
from cleanrep.errors import SourceError
from cleanrep.model.samples import Sample, SourceInfo

MAX_ROWS = 2_000_000
MAX_TIME_S = 1e7
MAX_FOOTER_BYTES = 20_000_000
_BATCH_ROWS = 1000
_REMEDY = "write it again with this version of cleanrep"


def read_landmark_log(path: Path | str) -> "LandmarkLog":
    """Open a landmark log and check everything but its rows, which are checked as they are read.

    Raises
    ------
    SourceError
        The file cannot be read, is no landmark log, or does not hold what one holds.
    """
    log_path = Path(path)
    check_is_readable(log_path)
    with _told_as_source_errors(log_path.name), _open(log_path) as file:
        header = _check_header(log_path.name, file)
    return LandmarkLog(log_path, header)


@dataclass(frozen=True, slots=True)
class LandmarkLog:
    """A `SampleSource` over a landmark log; may be iterated several times. Made by `read_landmark_log`."""

    path: Path
    header: LogHeader

    @property
    def info(self) -> SourceInfo:
        """The original recording, read as landmarks."""
        return SourceInfo(**{**self.header.source.model_dump(), "kind": "landmarks"})

    @property
    def pose_model(self) -> str:
        """Name and version of the estimator that saw the poses."""
        return self.header.pose_model

    def find_span(self) -> tuple[float, float]:
        """When its first sample was taken, and when the picture of its last one ends, by the recording's clock.

        Raises
        ------
        SourceError
            The file cannot be read any more, or a time is no number.
        """
        with _told_as_source_errors(self.path.name), _open(self.path) as file:
            times_s = file.read(columns=["time_s"]).column("time_s").to_numpy()
        first_s, last_s = float(times_s[0]), float(times_s[-1])
        if not 0.0 <= first_s <= last_s <= MAX_TIME_S:
            raise SourceError(self.path.name, "its times do not increase from 0 s on", _REMEDY)
        return first_s, last_s + 1.0 / self.header.source.frame_rate_hz

    def __iter__(self) -> Iterator[Sample]:
        """Yield the samples in order.

        Raises
        ------
        SourceError
            A row holds what no measurement can be, or times or frame numbers do not increase.
        """
        last_frame, last_s = -1, -np.inf
        with _told_as_source_errors(self.path.name), _open(self.path) as file:
            for batch in file.iter_batches(batch_size=_BATCH_ROWS):
                _check_rows(self.path.name, batch, after=(last_frame, last_s))
                for sample in _unpack(batch):
                    last_frame, last_s = sample.frame, sample.time_s
                    yield sample


def _open(path: Path) -> pq.ParquetFile:
    return pq.ParquetFile(
        path, thrift_string_size_limit=MAX_FOOTER_BYTES, thrift_container_size_limit=MAX_FOOTER_BYTES // 20
    )


@contextmanager
def _told_as_source_errors(name: str) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError, EOFError, UnicodeDecodeError) as error:
        line = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise SourceError(name, f"is not a landmark log that can be read ({line})", _REMEDY) from error


def _check_header(name: str, file: pq.ParquetFile) -> LogHeader:
    metadata = file.metadata.metadata or {}
    schema_id = metadata.get(SCHEMA_KEY, b"")[:100].decode("ascii", "replace")
    if schema_id != SCHEMA_ID:
        raise SourceError(name, f"expected a table of schema {SCHEMA_ID}, got {schema_id!r}", _REMEDY)
    _check_columns(name, file.schema_arrow)
    if not 0 < file.metadata.num_rows <= MAX_ROWS:
        raise SourceError(name, f"expected 1 to {MAX_ROWS} rows, got {file.metadata.num_rows}", _REMEDY)
    try:
        header = LogHeader.model_validate_json(metadata.get(HEADER_KEY, b""))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "header"
        raise SourceError(name, f"its header does not hold: {field}: {first['msg']}", _REMEDY) from error
    if header.source.n_frames != file.metadata.num_rows:
        raise SourceError(
            name, f"its header states {header.source.n_frames} frames, it has {file.metadata.num_rows}", _REMEDY
        )
    return header


def _check_columns(name: str, schema: pa.Schema) -> None:
    for expected in SCHEMA:
        index = schema.get_field_index(expected.name)
        if index < 0:
            raise SourceError(name, f"expected a column {expected.name}, found none", _REMEDY)
        if schema.field(index).type != expected.type:
            raise SourceError(
                name, f"expected {expected.type} in column {expected.name}, got {schema.field(index).type}", _REMEDY
            )
    if len(schema) != len(SCHEMA):
        raise SourceError(name, f"expected {len(SCHEMA)} columns, got {len(schema)}", _REMEDY)


def _check_rows(name: str, batch: pa.RecordBatch, *, after: tuple[int, float]) -> None:
    if any(column.null_count for column in batch.columns):
        raise SourceError(name, "has empty cells, expected NaN where there is no value", _REMEDY)
    frames = np.concatenate(([after[0]], batch.column("frame").to_numpy()))
    times_s = np.concatenate(([after[1]], batch.column("time_s").to_numpy()))
    if not (np.diff(frames) > 0).all():
        raise SourceError(name, "its frame numbers do not increase", _REMEDY)
    if not (np.diff(times_s) > 0.0).all() or not (times_s[1] >= 0.0 and times_s[-1] <= MAX_TIME_S):
        raise SourceError(name, "its times do not increase from 0 s on", _REMEDY)
    column = find_bad_value(_read_values(batch))
    if column is not None:
        raise SourceError(name, f"column {column} holds a value that cannot be", _REMEDY)


def _read_values(batch: pa.RecordBatch) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    # What may not be is found afterwards; a not-a-number of a stranger's making would warn when it is widened.
    with np.errstate(invalid="ignore"):
        return np.column_stack([batch.column(column).to_numpy() for column in VALUE_NAMES]).astype(np.float64)


def _unpack(batch: pa.RecordBatch) -> Iterator[Sample]:
    moments = (batch.column(field.name).to_pylist() for field in MOMENT_FIELDS)
    for frame, time_s, has_pose, has_contour, has_scene, values in zip(*moments, _read_values(batch), strict=True):
        yield Sample(
            time_s,
            frame,
            unpack_pose(values) if has_pose else None,
            unpack_contour(values) if has_contour else None,
            unpack_scene(values) if has_scene else None,
        )
