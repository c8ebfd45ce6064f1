"""Frames of a video file: upright, with true time stamps, decoded a few frames ahead of the consumer.

Decides which frames are delivered, when each was, and what a reader must know about the file. Poses are left to
``pose``; what is a readable video at all to ``container``.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from av.video.frame import VideoFrame

from cleanrep.capture.container import OpenVideo, open_container
from cleanrep.capture.decoder import Decoder
from cleanrep.capture.picture import PictureFormat, check_region
from cleanrep.capture.prefetch import Prefetcher
from cleanrep.errors import SourceError, UsageError
from cleanrep.model.samples import Frame, Region, SourceInfo

QUEUE_BYTES = 64_000_000
MAX_FRAMES_AHEAD = 8
_CUT_SHORT_BELOW = 0.98
"""A file is called cut short when it decodes to less than this share of what its header states."""


def open_video(
    path: Path | str, *, start_s: float | None = None, end_s: float | None = None, roi: Region | None = None
) -> "VideoSource":
    """Open a video for reading once, front to back.

    Parameters
    ----------
    path
        The file. Nothing else is opened, and nothing is fetched.
    start_s, end_s : float or None
        Part to read, ``[start_s, end_s)``, seconds from the file's first frame. Frames keep the times and the numbers
        that they have in the whole file.
    roi : Region or None
        Part of the upright picture to look for the lifter in; handed on with each frame.

    Raises
    ------
    SourceError
        The file cannot be read as a video.
    UsageError
        The span or the region do not fit the video.
    """
    _check_span(start_s, end_s)
    video = open_container(Path(path))
    try:
        return VideoSource(Path(path), video, span_s=(start_s or 0.0, end_s), roi=roi)
    except (SourceError, UsageError):
        video.close()
        raise


def _check_span(start_s: float | None, end_s: float | None) -> None:
    for name, value in (("start", start_s), ("end", end_s)):
        if value is not None and not 0.0 <= value < 1e7:
            raise UsageError(f"a {name} of 0 s or later", f"{value:g}", "count seconds from the first frame")
    if end_s is not None and end_s <= (start_s or 0.0):
        raise UsageError(
            "an end after the start", f"{start_s or 0.0:g} to {end_s:g} s", "give the start first, then the end"
        )


class VideoSource:
    """A `FrameSource` over one video file; made by `open_video`.

    Memory does not grow with the length of the video: at most `MAX_FRAMES_AHEAD` pictures wait, fewer when large.

    Attributes
    ----------
    size_px : tuple[int, int]
        Width and height of the upright picture, pixels (square ones).
    roi : Region or None
        As given.
    """

    def __init__(
        self, path: Path, video: OpenVideo, *, span_s: tuple[float, float | None], roi: Region | None = None
    ) -> None:
        self._path = path
        self._video = video
        self._start_s, self._end_s = span_s
        # Asked for now: the file is closed when the notes are written.
        self._stated_s = video.stated_duration_s
        self._nominal_rate_hz = video.nominal_rate_hz
        self._decoder = Decoder(video, start_s=self._start_s)
        first = self._decoder.read_first()
        self._check_start()
        self._format = PictureFormat.of(video.name, first, pixel_aspect=video.pixel_aspect)
        self.size_px = self._format.source_size_px
        self.roi = None if roi is None else check_region(roi, self.size_px)
        self._prefetcher: Prefetcher[Frame] | None = None
        self._n_frames = 0
        self._first_s = 0.0
        self._last_s = 0.0
        self._is_exhausted = False

    def _check_start(self) -> None:
        stated_s = self._stated_s
        if stated_s is not None and self._start_s >= stated_s > 0.0:
            raise UsageError(f"a start within the video's {stated_s:.1f} s", f"{self._start_s:g}", "start earlier")

    @property
    def name(self) -> str:
        """File name without its folder."""
        return self._video.name

    @property
    def expected_duration_s(self) -> float | None:
        """Seconds that the frames will span by the file's header, which may be wrong; None when it says nothing."""
        ends_s = [end_s for end_s in (self._stated_s, self._end_s) if end_s is not None]
        return max(min(ends_s) - self._start_s, 0.0) if ends_s else None

    @property
    def expected_n_frames(self) -> int | None:
        """Frames that will come by the file's header, which may be wrong; None when it says nothing."""
        duration_s = self.expected_duration_s
        return None if duration_s is None else max(round(duration_s * self._nominal_rate_hz), 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop decoding and close the file. `get_info` stays usable."""
        if self._prefetcher is not None:
            self._prefetcher.close()
        self._video.close()

    def __iter__(self) -> Iterator[Frame]:
        """Yield the frames of the span; once.

        Raises
        ------
        SourceError
            No frame of the span can be decoded.
        UsageError
            The frames were read already.
        """
        if self._prefetcher is not None:
            raise UsageError("a source that was not read yet", "a second reading", "open the video again")
        width_px, height_px = self._format.delivered_size_px
        n_ahead = max(1, min(MAX_FRAMES_AHEAD, QUEUE_BYTES // (3 * width_px * height_px)))
        self._prefetcher = Prefetcher(self._produce(), n_ahead=n_ahead)
        return self._deliver(self._prefetcher)

    def _produce(self) -> Iterator[Frame]:
        for index, time_s, picture in self._decoder:
            if self._end_s is not None and time_s >= self._end_s:
                return
            if time_s >= self._start_s:
                yield self._make_frame(index, time_s, picture)
        self._is_exhausted = True

    def _make_frame(self, index: int, time_s: float, picture: VideoFrame) -> Frame:
        return Frame(index, time_s, self._format.convert(picture), self.size_px, self.roi)

    def _deliver(self, frames: Prefetcher[Frame]) -> Iterator[Frame]:
        for frame in frames:
            if self._n_frames == 0:
                self._first_s = frame.time_s
            self._n_frames += 1
            self._last_s = frame.time_s
            yield frame
        if self._n_frames == 0:
            raise UsageError(
                "a span with frames in it", f"a start of {self._start_s:g} s", f"{self.name} ends before; start earlier"
            )

    def get_info(self) -> SourceInfo:
        """Return what is known about the frames delivered so far; final once the iteration ended."""
        period_s = self._decoder.clock.median_period_s
        width_px, height_px = self.size_px
        return SourceInfo(
            kind="video",
            name=self.name,
            sha256=hash_file(self._path),
            width_px=width_px,
            height_px=height_px,
            frame_rate_hz=round(1.0 / period_s, 4),
            duration_s=self._last_s - self._first_s + period_s if self._n_frames else 0.0,
            n_frames=self._n_frames,
            n_frames_with_pose=0,
            notes=self._list_notes(),
        )

    def _list_notes(self) -> tuple[str, ...]:
        notes = [*self._decoder.clock.notes, *self._decoder.notes]
        stated_s = self._stated_s
        read_s = self._last_s + self._decoder.clock.median_period_s
        if self._decoder.is_cut_short or (self._is_exhausted and stated_s and read_s < _CUT_SHORT_BELOW * stated_s):
            of = f" of the {stated_s:.1f} s that its header states" if stated_s else ""
            notes.insert(0, f"the file is cut short: {read_s:.1f} s{of} could be read")
        if self._format.is_reduced:
            notes.append("the pictures were reduced for the pose model; positions are in pixels of the original")
        return tuple(notes)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, hexadecimal; reads it in blocks.

    Raises
    ------
    SourceError
        The file cannot be read any more.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(path.name, f"cannot be read any more ({error})", "keep the file in its place") from error
