"""Decode a video's pictures in order, each with its number and its time, from the start or from a later point.

Decides what happens at damaged data: it is skipped and counted, and what follows is read. The conversion of pictures
is left to ``picture``.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

import av
from av.video.frame import VideoFrame

from cleanrep.capture.container import OpenVideo, open_container
from cleanrep.capture.frame_clock import FrameClock
from cleanrep.errors import SourceError

SEEK_FROM_S = 5.0
"""Before this a start is reached by decoding, which is exact whatever the file says about itself."""

MAX_DAMAGED_IN_A_ROW = 2_000


class Decoder:
    """Iterator over ``(index, time_s, picture)``; `read_first` before iterating.

    Parameters
    ----------
    video : OpenVideo
        Owned by the caller.
    start_s : float
        Pictures before it may be left out, seconds from the first picture.

    Attributes
    ----------
    clock : FrameClock
        Times of the pictures so far.
    is_cut_short : bool
        Reading ended at damaged data.
    """

    def __init__(self, video: OpenVideo, *, start_s: float = 0.0) -> None:
        self.clock = FrameClock(1.0 / video.nominal_rate_hz)
        self.is_cut_short = False
        self._video = video
        self._start_s = start_s
        self._n_damaged = 0
        self._pictures: Iterator[VideoFrame] = self._decode()
        self._first: VideoFrame | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence about damaged data, if there was any."""
        return (f"{self._n_damaged} damaged parts of the file were skipped",) if self._n_damaged else ()

    def read_first(self) -> VideoFrame:
        """Decode and return the first picture; it is still delivered by the iteration.

        Raises
        ------
        SourceError
            No picture can be decoded.
        """
        self._first = next(self._pictures, None)
        if self._first is None:
            raise SourceError(self._video.name, "has no picture that can be decoded", "record or export it again")
        return self._first

    def __iter__(self) -> Iterator[tuple[int, float, VideoFrame]]:
        first = self._first or self.read_first()
        yield from self._number(iter([first]), index=0)
        index = 1
        if self._start_s >= SEEK_FROM_S and first.pts is not None:
            index = self._skip_ahead(first.pts)
        yield from self._number(self._pictures, index=index)

    def _number(self, pictures: Iterator[VideoFrame], *, index: int) -> Iterator[tuple[int, float, VideoFrame]]:
        for picture in pictures:
            time_s = self.clock.push(None if picture.pts is None else float(picture.pts * self._video.time_base))
            if time_s is not None:
                yield index, time_s, picture
            index += 1

    def _decode(self) -> Iterator[VideoFrame]:
        n_in_a_row = 0
        packets = self._video.container.demux(self._video.stream)
        while n_in_a_row < MAX_DAMAGED_IN_A_ROW:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.FFmpegError:
                break
            try:
                pictures = packet.decode()
            except av.FFmpegError:
                self._n_damaged += 1
                n_in_a_row += 1
                continue
            n_in_a_row = 0
            yield from pictures
        self.is_cut_short = True

    def _skip_ahead(self, first_pts: int) -> int:
        """Move to the key frame before the start; return the number of the next picture, 1 where nothing is skipped."""
        start_pts = first_pts + int(self._start_s / self._video.time_base)
        stamps = read_stamps(self._video, first_pts=first_pts, last_pts=start_pts)
        if stamps is None:
            return 1
        try:
            self._video.container.seek(start_pts, stream=self._video.stream)
        except av.FFmpegError:
            return 1
        self._pictures = self._decode()
        landed = next(self._pictures, None)
        if landed is None or landed.pts is None:
            raise SourceError(self._video.name, f"cannot be read from {self._start_s:g} s on", "start at 0 s")
        self._pictures = chain([landed], self._pictures)
        self.clock.move_to(float((landed.pts - first_pts) * self._video.time_base))
        return bisect_left(stamps, landed.pts)


def read_stamps(video: OpenVideo, *, first_pts: int, last_pts: int) -> list[int] | None:
    """Return the sorted time stamps of a file's pictures from `first_pts` to `last_pts`, without decoding them.

    They number the pictures behind a seek, also where the frame rate varies. None when a picture has no time stamp.
    """
    again = open_container(video.path)
    stamps: list[int] = []
    try:
        for packet in again.container.demux(again.stream):
            if packet.size == 0:
                continue
            if packet.pts is None:
                return None
            stamps.append(packet.pts)
            # Pictures are stored in the order of decoding: what belongs before may come a little later.
            if packet.is_keyframe and packet.pts > last_pts + 1.0 / video.time_base:
                break
    except av.FFmpegError:
        return None
    finally:
        again.close()
    return sorted(stamp for stamp in stamps if first_pts <= stamp)
