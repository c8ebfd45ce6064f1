from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.capture.landmark_log import HEADER_KEY, SCHEMA_KEY, LandmarkLogWriter
from cleanrep.capture.landmark_reader import read_landmark_log
from cleanrep.errors import SourceError, UsageError
from cleanrep.model.samples import DorsalContour, Pose, Sample, Scene, SourceInfo

INFO = SourceInfo("video", "set.mp4", "0" * 64, 640, 480, 25.0, 4.0, 3, 2, ("cut short",))


def make_sample(index: int, *, seed: int = 0, parts: int = 7, time_s: float | None = None) -> Sample:
    """A sample with a pose (1), a contour (2), a scene (4); parts left out are None."""
    draw = np.random.default_rng((seed, index)).random

    def values(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        drawn = draw(shape).astype(np.float32).astype(np.float64)
        drawn.flat[:: 7 + seed % 5] = np.nan
        return drawn

    pose = Pose.join(values(33, 2), values(33), values(33, 3)) if parts & 1 else None
    contour = DorsalContour(values(25)) if parts & 2 else None
    scene = Scene(float(values(2)[1]), float("nan")) if parts & 4 else None
    return Sample(index / 25 if time_s is None else time_s, index, pose, contour, scene)


def write(path: Path, samples: list[Sample], info: SourceInfo = INFO) -> Path:
    with LandmarkLogWriter(path, force=True) as log:
        for sample in samples:
            log.write(sample)
        log.finish(dataclasses.replace(info, n_frames=len(samples)), pose_model="model-1", created_with=(("a", "b"),))
    return path


def assert_same(one: object, other: object) -> None:
    """Compare dataclasses with arrays in them, NaN equal to NaN."""
    if not dataclasses.is_dataclass(one) or isinstance(one, type):
        np.testing.assert_array_equal(np.asarray(one, dtype=float), np.asarray(other, dtype=float))
        return
    for field in dataclasses.fields(one):
        first, second = getattr(one, field.name), getattr(other, field.name)
        if first is None:
            assert second is None
        else:
            assert_same(first, second)


@given(
    st.lists(st.integers(0, 7), min_size=1, max_size=12),
    st.lists(st.floats(1e-6, 100.0), min_size=12, max_size=12),
    st.integers(0, 1000),
)
def test_what_is_read_is_exactly_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, parts: list[int], steps_s: list[float], seed: int
) -> None:
    times_s = np.cumsum(steps_s)
    samples = [make_sample(i, seed=seed, parts=p, time_s=float(times_s[i])) for i, p in enumerate(parts)]
    path = write(tmp_path_factory.mktemp("log") / "a.landmarks.parquet", samples)
    for before, after in zip(samples, read_landmark_log(path), strict=True):
        assert_same(before, after)


def test_log_longer_than_a_row_group_comes_back_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.landmarks.parquet", [make_sample(index) for index in range(2345)])
    assert [sample.frame for sample in read_landmark_log(path)] == list(range(2345))


def test_source_comes_back_as_landmarks(tmp_path: Path) -> None:
    log = read_landmark_log(write(tmp_path / "a.landmarks.parquet", [make_sample(index) for index in range(3)]))
    assert log.info == dataclasses.replace(INFO, kind="landmarks")
    assert log.pose_model == "model-1"
    assert log.header.created_with == (("a", "b"),)


def test_unfinished_log_leaves_nothing_behind(tmp_path: Path) -> None:
    with LandmarkLogWriter(tmp_path / "a.landmarks.parquet") as log:
        log.write(make_sample(0))
    assert list(tmp_path.iterdir()) == []


def test_existing_file_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.landmarks.parquet"
    path.write_text("mine")
    with pytest.raises(UsageError, match="exists"):
        LandmarkLogWriter(path)
    assert path.read_text() == "mine"
    write(path, [make_sample(0)])
    assert read_landmark_log(path).info.n_frames == 1


def test_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        LandmarkLogWriter(tmp_path / "nowhere" / "a.landmarks.parquet")


def spoil_cell(column: str, value: float) -> Callable[[pa.Table], pa.Table]:
    def spoil(table: pa.Table) -> pa.Table:
        index = table.schema.get_field_index(column)
        values = table.column(index).to_numpy().copy()
        values[1] = value
        return table.set_column(index, table.schema.field(index), pa.array(values, table.schema.field(index).type))

    return spoil


def spoil_header(change: Callable[[dict[str, object]], object]) -> Callable[[pa.Table], pa.Table]:
    def spoil(table: pa.Table) -> pa.Table:
        metadata = dict(table.schema.metadata)
        header = json.loads(metadata[HEADER_KEY])
        change(header["source"])
        return table.replace_schema_metadata(metadata | {HEADER_KEY: json.dumps(header)})

    return spoil


SPOILED = {
    "infinite": spoil_cell("left_hip_x_px", np.inf),
    "far away": spoil_cell("left_hip_x_px", 1e12),
    "visibility": spoil_cell("nose_visibility", 1.5),
    "depth": spoil_cell("contour_depth_03", -99.0),
    "time back": spoil_cell("time_s", 0.0),
    "time missing": spoil_cell("time_s", np.nan),
    "time endless": spoil_cell("time_s", np.inf),
    "frame back": spoil_cell("frame", -4),
    "column missing": lambda table: table.drop_columns(["time_s"]),
    "column too many": lambda table: table.append_column("more", pa.array([1, 2, 3])),
    "column of text": lambda table: table.set_column(0, "frame", pa.array(["a", "b", "c"])),
    "no rows": lambda table: table.slice(0, 0),
    "rows missing": lambda table: table.slice(0, 2),
    "another schema": lambda table: table.replace_schema_metadata({SCHEMA_KEY: "other/1"}),
    "no schema": lambda table: table.replace_schema_metadata({}),
    "name with a folder": spoil_header(lambda source: source.update(name="../../set.mp4")),
    "name with control codes": spoil_header(lambda source: source.update(name="\x1b[2Jset")),
    "size of nothing": spoil_header(lambda source: source.update(width_px=0)),
    "rate that is no number": spoil_header(lambda source: source.update(frame_rate_hz="fast")),
    "field too many": spoil_header(lambda source: source.update(more=1)),
    "notes without end": spoil_header(lambda source: source.update(notes=["a"] * 1000)),
}


@pytest.mark.parametrize("kind", SPOILED)
def test_spoiled_log_gets_one_clear_line(tmp_path: Path, kind: str) -> None:
    path = write(tmp_path / "a.landmarks.parquet", [make_sample(index) for index in range(3)])
    file = pq.ParquetFile(path)
    table = file.read().replace_schema_metadata(file.metadata.metadata)
    pq.write_table(SPOILED[kind](table), path)
    with pytest.raises(SourceError) as caught:
        list(read_landmark_log(path))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(5000) + b"PAR1", bytes(100)])
def test_garbage_gets_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.landmarks.parquet"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_landmark_log(path)
    assert "\n" not in str(caught.value)


def test_name_of_a_column_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.landmarks.parquet", [make_sample(0)])
    path.write_bytes(path.read_bytes().replace(b"left_hip", b"\x80eft_hip"))
    with pytest.raises(SourceError, match="can be read"):
        read_landmark_log(path)


@given(st.integers(4, 20_000), st.binary(min_size=1, max_size=8))
def test_flipped_bytes_never_escape_as_another_error(
    tmp_path_factory: pytest.TempPathFactory, position: int, junk: bytes
) -> None:
    path = write(tmp_path_factory.mktemp("log") / "a.landmarks.parquet", [make_sample(index) for index in range(3)])
    data = bytearray(path.read_bytes())
    position = position % (len(data) - len(junk))
    data[position : position + len(junk)] = junk
    path.write_bytes(data)
    with contextlib.suppress(SourceError):
        list(read_landmark_log(path))
