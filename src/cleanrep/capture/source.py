"""What a source of frames or samples offers, whatever it reads from.

Decides the interface alone; the files beside this one read videos and landmark logs, others may read cameras.
"""

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from cleanrep.model.samples import Frame, Sample, SourceInfo


class FrameSource(Protocol):
    """A recording or camera that is read once, front to back, within a ``with`` block."""

    @property
    def expected_duration_s(self) -> float | None:
        """Seconds that the frames will span, for a progress display; an estimate, None when unknown."""

    @property
    def expected_n_frames(self) -> int | None:
        """Frames that will come, for a progress display; an estimate, None when unknown."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def __iter__(self) -> Iterator[Frame]: ...

    def get_info(self) -> SourceInfo:
        """Return what is known about the frames delivered so far; final once the iteration ended.

        ``n_frames_with_pose`` is 0: a source of frames sees no poses.
        """


class SampleSource(Protocol):
    """A recording whose poses are known already."""

    @property
    def info(self) -> SourceInfo:
        """Where the samples come from."""

    def __iter__(self) -> Iterator[Sample]: ...
