from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

from cleanrep.capture.landmark_columns import SCHEMA
from cleanrep.capture.landmark_log import LandmarkLogWriter
from cleanrep.capture.landmark_reader import read_landmark_log
from cleanrep.capture.video import open_video
from cleanrep.model.samples import Sample
from cleanrep.pose.mediapipe_estimator import MediaPipeEstimator

DOCS = Path(__file__).parents[2] / "docs" / "landmark-log.md"


@pytest.fixture(scope="module")
def logged(lift_path: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Sample], Path]:
    path = tmp_path_factory.mktemp("log") / "set.landmarks.parquet"
    samples = []
    with (
        open_video(lift_path, end_s=1.2) as source,
        MediaPipeEstimator(with_contour=True) as estimator,
        LandmarkLogWriter(path) as log,
    ):
        for frame in source:
            samples.append(estimator.estimate(frame))
            log.write(samples[-1])
        n_seen = sum(sample.pose is not None for sample in samples)
        info = dataclasses.replace(source.get_info(), n_frames_with_pose=n_seen)
        log.finish(info, pose_model=estimator.name)
    return samples, path


def test_log_holds_exactly_what_the_engine_would_see(logged: tuple[list[Sample], Path]) -> None:
    for seen, read in zip(logged[0], read_landmark_log(logged[1]), strict=True):
        assert (seen.frame, seen.time_s, seen.scene is None) == (read.frame, read.time_s, read.scene is None)
        assert seen.pose is not None
        assert read.pose is not None
        for name in ("points_px", "visibility", "world_m"):
            np.testing.assert_array_equal(getattr(seen.pose, name), getattr(read.pose, name))
        assert seen.contour is not None
        assert read.contour is not None
        np.testing.assert_array_equal(seen.contour.depth, read.contour.depth)


def test_log_says_where_it_comes_from(logged: tuple[list[Sample], Path]) -> None:
    log = read_landmark_log(logged[1])
    assert log.pose_model.startswith("mediapipe-pose-full-")
    assert (log.info.name, log.info.width_px, log.info.n_frames_with_pose) == ("lift.mp4", 640, 30)


def test_documented_example_runs(logged: tuple[list[Sample], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)[0]
    monkeypatch.chdir(logged[1].parent)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - our own documentation
    lean_deg = np.asarray(names["lean_deg"])
    assert lean_deg[0] == pytest.approx(-52.0, abs=6.0)


def test_documented_number_of_columns_is_right() -> None:
    assert f"There are {len(SCHEMA)} columns." in DOCS.read_text(encoding="utf-8")
