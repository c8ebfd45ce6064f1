"""What tests of several layers ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from cleanrep.app.live_set import LiveCamera, LiveSet
from cleanrep.app.request import AnalysisRequest
from cleanrep.capture.landmark_log import LandmarkLogWriter
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.repetition import PhaseTimes
from cleanrep.model.report import SetReport
from cleanrep.model.samples import Sample, SourceInfo
from cleanrep.testing import PlannedRepetition, make_set
from cleanrep.testing.motion import Segment

WriteLog = Callable[..., Path]


@pytest.fixture
def write_log(tmp_path: Path) -> WriteLog:
    """Write samples as the landmark log of a recording, which stands in for a video without the pose model's time."""

    def write(samples: Sequence[Sample], name: str = "set.landmarks.parquet") -> Path:
        path = tmp_path / name
        info = SourceInfo(
            kind="video",
            name="set.mp4",
            sha256="0" * 64,
            width_px=640,
            height_px=480,
            frame_rate_hz=25.0,
            duration_s=samples[-1].time_s,
            n_frames=len(samples),
            n_frames_with_pose=sum(sample.pose is not None for sample in samples),
        )
        with LandmarkLogWriter(path) as log:
            for sample in samples:
                log.write(sample)
            log.finish(info, pose_model="mediapipe-pose-full-0.10.21")
        return path

    return write


@pytest.fixture(scope="session")
def live_report() -> SetReport:
    """A live set of three repetitions, the second lowered too fast."""
    request = AnalysisRequest(Path("none"), load_exercise("lever-back-extension"), "standing", "hypertrophy")
    live = LiveSet(request, LiveCamera("live set", "mediapipe-pose-full-web-0.5", 640, 480))
    for sample in make_set([PlannedRepetition(), PlannedRepetition(lower_s=0.6), PlannedRepetition()]).samples:
        live.push(sample)
    return live.finish()[1]


@dataclass(frozen=True)
class SwayingWithTheTrunk:
    """A repetition in which the whole body goes forward with the lift and back with the lowering."""

    shift: float
    times = PhaseTimes(1.0, 2.8, 3.8, 6.4)

    def make_segments(self, trunk_deg: float) -> tuple[Segment, ...]:
        return (
            Segment(1.8, 0.0, place=self.shift),
            Segment(1.0),
            Segment(2.6, trunk_deg, place=0.0),
            Segment(0.8),
        )


@pytest.fixture
def make_swaying() -> type[SwayingWithTheTrunk]:
    return SwayingWithTheTrunk
