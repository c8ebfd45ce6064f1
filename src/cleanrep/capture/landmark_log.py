"""Write what the pose model saw to a Parquet file, so that a recording can be analysed again without its video.

Decides how a log comes to be (whole or not at all) and what it says about itself; the columns stand in
``landmark_columns``, reading in ``landmark_reader``.
"""

import os
from pathlib import Path
from types import TracebackType
from typing import Annotated, Self

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, Field

from cleanrep.capture.landmark_columns import N_VALUES, SCHEMA, SCHEMA_ID, pack_samples
from cleanrep.errors import UsageError
from cleanrep.model.samples import Sample, SourceInfo

ROWS_PER_GROUP = 1000
SCHEMA_KEY = b"cleanrep.schema"
HEADER_KEY = b"cleanrep.header"

_PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"
_Line = Annotated[str, Field(max_length=500, pattern=_PRINTABLE)]


class LogSource(BaseModel):
    """`SourceInfo` of the original recording, as it stands in a log."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = Field(pattern=r"^(video|landmarks|live)$")
    name: str = Field(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f-\x9f/\\]+$")
    sha256: str | None = Field(pattern=r"^[0-9a-f]{64}$")
    width_px: int = Field(ge=1, le=100_000)
    height_px: int = Field(ge=1, le=100_000)
    frame_rate_hz: float = Field(gt=0.0, le=100_000.0, allow_inf_nan=False)
    duration_s: float = Field(ge=0.0, le=1e7, allow_inf_nan=False)
    n_frames: int = Field(ge=0)
    n_frames_with_pose: int = Field(ge=0)
    notes: tuple[_Line, ...] = Field(max_length=50)


class LogHeader(BaseModel):
    """What a landmark log says about itself.

    Attributes
    ----------
    pose_model : str
        Name and version of the estimator.
    created_with : tuple[tuple[str, str], ...]
        Further facts about how the samples came to be (package versions, options).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: LogSource
    pose_model: _Line
    created_with: tuple[tuple[_Line, _Line], ...] = Field(default=(), max_length=50)


class LandmarkLogWriter:
    """Writes samples as they come; the file appears under its name when `finish` was called, else not at all.

    Parameters
    ----------
    path : Path
        The log. Rows wait next to it in a file of another name until they are complete.
    force : bool
        Replace a file that is there already.

    Raises
    ------
    UsageError
        The file exists and `force` is not set, or its folder cannot be written.
    """

    def __init__(self, path: Path, *, force: bool = False) -> None:
        self._path = path
        self._force = force
        self._check_free()
        self._part_path = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            # Landmarks hardly ever repeat, and nobody looks for one by its value.
            self._writer = pq.ParquetWriter(
                self._part_path, SCHEMA, compression="zstd", use_dictionary=False, write_statistics=False
            )
        except OSError as error:
            raise UsageError("a folder that can be written", f"{path.parent} ({error})", "choose another") from error
        self._samples: list[Sample] = []

    def _check_free(self) -> None:
        if self._path.exists() and not self._force:
            raise UsageError("a landmark log of a new name", f"{self._path}, which exists", "rename it or use --force")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Discard the log unless it was finished."""
        if self._writer.is_open:
            self._writer.close()
        self._part_path.unlink(missing_ok=True)

    def write(self, sample: Sample) -> None:
        """Append a sample; its values are kept to float32 precision."""
        self._samples.append(sample)
        if len(self._samples) >= ROWS_PER_GROUP:
            self._flush()

    def finish(self, info: SourceInfo, *, pose_model: str, created_with: tuple[tuple[str, str], ...] = ()) -> None:
        """Complete the file and give it its name.

        Raises
        ------
        UsageError
            A file of that name has appeared meanwhile.
        """
        if self._samples:
            self._flush()
        source = LogSource.model_validate(info, from_attributes=True)
        header = LogHeader(source=source, pose_model=pose_model, created_with=created_with)
        self._writer.add_key_value_metadata({SCHEMA_KEY: SCHEMA_ID, HEADER_KEY: header.model_dump_json()})
        self._writer.close()
        self._check_free()
        self._part_path.replace(self._path)

    def _flush(self) -> None:
        values = pack_samples(self._samples)
        moments = (
            pa.array([sample.frame for sample in self._samples], pa.int64()),
            pa.array([sample.time_s for sample in self._samples], pa.float64()),
            pa.array([sample.pose is not None for sample in self._samples], pa.bool_()),
            pa.array([sample.contour is not None for sample in self._samples], pa.bool_()),
            pa.array([sample.scene is not None for sample in self._samples], pa.bool_()),
        )
        columns = [pa.array(values[:, column]) for column in range(N_VALUES)]
        self._writer.write_table(pa.Table.from_arrays([*moments, *columns], schema=SCHEMA))
        self._samples = []
