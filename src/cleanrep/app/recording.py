"""Samples of a recording, whether it is a video for the pose model or a landmark log."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Protocol

from cleanrep.app.request import AnalysisRequest
from cleanrep.capture.video import VideoSource, open_video
from cleanrep.errors import UsageError
from cleanrep.exercises.schema import Exercise
from cleanrep.model.samples import Sample, SourceInfo
from cleanrep.pose.estimator import PoseEstimator
from cleanrep.pose.mediapipe_estimator import MediaPipeEstimator

if TYPE_CHECKING:
    from cleanrep.capture.landmark_reader import LandmarkLog

CONTOUR_MEASURES = frozenset({"lumbar_flexion_pct", "lordosis_past_neutral_deg"})


class Recording(Protocol):
    """Samples in order of time, and where they come from."""

    @property
    def pose_model(self) -> str:
        """Name and version of the estimator."""
        ...

    @property
    def height_px(self) -> int:
        """Height of the upright picture."""
        ...

    @property
    def expected_n_samples(self) -> int | None:
        """Samples that will come, for a progress display; None when unknown."""
        ...

    def __iter__(self) -> Iterator[Sample]: ...

    def get_info(self) -> SourceInfo:
        """Where the samples came from; final once the iteration ended."""
        ...


@dataclass(slots=True)
class VideoRecording:
    """A video seen through a pose model."""

    source: VideoSource
    estimator: PoseEstimator
    n_seen: int = 0

    @property
    def pose_model(self) -> str:
        """Name and version of the estimator."""
        return self.estimator.name

    @property
    def height_px(self) -> int:
        """Height of the upright picture."""
        return self.source.size_px[1]

    @property
    def expected_n_samples(self) -> int | None:
        """Frames that the header promises."""
        return self.source.expected_n_frames

    def __iter__(self) -> Iterator[Sample]:
        for frame in self.source:
            sample = self.estimator.estimate(frame)
            self.n_seen += sample.pose is not None
            yield sample

    def get_info(self) -> SourceInfo:
        """What was read, with the number of frames in which a pose was found."""
        return replace(self.source.get_info(), n_frames_with_pose=self.n_seen)


@dataclass(slots=True)
class LogRecording:
    """A landmark log, or a part of one.

    Attributes
    ----------
    n_frames, n_seen : int
        Samples that were read, and those of them with a pose.
    read_s : tuple[float, float]
        Times of the first and the last of them.
    """

    log: "LandmarkLog"
    start_s: float
    end_s: float
    n_frames: int = 0
    n_seen: int = 0
    read_s: tuple[float, float] = (0.0, 0.0)

    @property
    def pose_model(self) -> str:
        """Name and version of the estimator that made the log."""
        return self.log.pose_model

    @property
    def height_px(self) -> int:
        """Height of the upright picture."""
        return self.log.info.height_px

    @property
    def expected_n_samples(self) -> int | None:
        """Rows of the log."""
        return self.log.info.n_frames

    def __iter__(self) -> Iterator[Sample]:
        for sample in self.log:
            if self.start_s <= sample.time_s < self.end_s:
                self.read_s = (self.read_s[0] if self.n_frames else sample.time_s, sample.time_s)
                self.n_frames += 1
                self.n_seen += sample.pose is not None
                yield sample

    def get_info(self) -> SourceInfo:
        """The original recording, as the log tells it; of a part of the log, what was read."""
        info = self.log.info
        if self.n_frames == info.n_frames:
            return info
        first_s, last_s = self.read_s
        duration_s = last_s - first_s + 1.0 / info.frame_rate_hz if self.n_frames else 0.0
        return replace(info, duration_s=duration_s, n_frames=self.n_frames, n_frames_with_pose=self.n_seen)


def open_recording(request: AnalysisRequest) -> AbstractContextManager[Recording]:
    """Open the recording of a request; close it by leaving the ``with`` block.

    Raises
    ------
    SourceError, UsageError, PoseModelError
        When it cannot be read.
    """
    return _open_log(request) if request.is_landmark_log else _open_video(request)


def find_end_s(request: AnalysisRequest) -> float | None:
    """When the recording ends, by its header, in seconds from its first frame; None when a video does not say.

    Raises
    ------
    SourceError
        When it cannot be read.
    """
    if request.is_landmark_log:
        from cleanrep.capture.landmark_reader import read_landmark_log

        return read_landmark_log(request.path).find_span()[1]
    with open_video(request.path) as source:
        return source.expected_duration_s


@contextmanager
def _open_log(request: AnalysisRequest) -> Iterator[Recording]:
    from cleanrep.capture.landmark_reader import read_landmark_log

    log = read_landmark_log(request.path)
    start_s, end_s = request.start_s or 0.0, inf if request.end_s is None else request.end_s
    first_s, last_s = (0.0, inf) if request.start_s is request.end_s is None else log.find_span()
    if not 0.0 <= start_s < min(end_s, last_s) or end_s <= first_s:
        span = f"{last_s:.1f} s" if first_s < 1.0 else f"{first_s:.1f} to {last_s:.1f} s"
        given = f"{start_s:g} s on" if request.end_s is None else f"{start_s:g} to {end_s:g} s"
        raise UsageError(f"a span within the log's {span}", given, "count from the recording's first frame")
    if request.roi is not None:
        raise UsageError("a video for --roi", "a landmark log", "leave --roi out: the log holds one person already")
    yield LogRecording(log, start_s, end_s)


@contextmanager
def _open_video(request: AnalysisRequest) -> Iterator[Recording]:
    with (
        open_video(request.path, start_s=request.start_s, end_s=request.end_s, roi=request.roi) as source,
        MediaPipeEstimator(with_contour=needs_contour(request.exercise.exercise)) as estimator,
    ):
        yield VideoRecording(source, estimator)


def needs_contour(exercise: Exercise) -> bool:
    """Whether a rule of the exercise rests on the silhouette, which costs time in every frame."""
    return any(check.measure in CONTOUR_MEASURES for rule in exercise.rules for check in rule.checks)
