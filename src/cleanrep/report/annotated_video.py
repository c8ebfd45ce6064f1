"""Write the annotated video: the picture with the skeleton, and a strip with phase, counts and cues below it.

Decides size, codec and time stamps: H.264, at most 960 px on the long side, every frame at its own time. Streams:
memory does not grow with the length. What the strip says is decided in ``timeline``.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.stream import VideoStream

from cleanrep.model.arrays import ImageArray
from cleanrep.model.samples import Frame
from cleanrep.report.caption import CaptionStrip
from cleanrep.report.drawing import AMBER, NO_MARKS, RED, Canvas, Color, Part, draw_skeleton
from cleanrep.report.posed_frame import PosedFrame
from cleanrep.report.timeline import Moment, Timeline

# Sharp enough for a phone or half a screen; 1280 px would take twice the time a frame.
MAX_SIDE_PX = 960
MIN_SIDE_PX = 16
_TIME_BASE = Fraction(1, 90_000)
# A key frame each half second keeps seeking quick when the cursor is dragged; no B-frames, so that the first frame
# is shown at 0. At 640x480 veryfast takes no longer than superfast within the noise, for two thirds of the bytes.
_CODEC_OPTIONS = {"preset": "veryfast", "crf": "25", "bf": "0", "threads": "2"}
_KEY_FRAME_EVERY_S = 0.5
# What OpenCV's conversion to I420 makes, told to the player: BT.601 (SMPTE 170M), limited range.
_BT601, _LIMITED_RANGE = 6, 1


@dataclass(frozen=True, slots=True)
class VideoSize:
    """Size of the picture part and its scale against the source; even numbers, as yuv420p wants."""

    width_px: int
    height_px: int
    scale: float


def choose_size(width_px: int, height_px: int) -> VideoSize:
    """Size of the picture part so that picture and strip fit into `MAX_SIDE_PX`.

    Parameters
    ----------
    width_px, height_px : int
        Of the source.
    """
    scale = min(1.0, MAX_SIDE_PX / width_px, MAX_SIDE_PX / height_px)
    strip_px = CaptionStrip(max(round(width_px * scale), MIN_SIDE_PX)).height_px
    scale = min(scale, (MAX_SIDE_PX - strip_px) / height_px)
    even = [max(2 * int(side * scale / 2), MIN_SIDE_PX) for side in (width_px, height_px)]
    return VideoSize(even[0], even[1], scale)


class AnnotatedVideo:
    """An annotated video while it is written; made by `open_annotated_video`.

    Attributes
    ----------
    start_s : float or None
        Time of the first frame in the source's clock, which is 0 in the video; None before it.
    """

    def __init__(self, container: av.container.OutputContainer, timeline: Timeline, frame_rate_hz: float) -> None:
        self._container = container
        self._timeline = timeline
        self._frame_rate_hz = min(max(frame_rate_hz, 1.0), 240.0) if np.isfinite(frame_rate_hz) else 30.0
        self._stream: VideoStream | None = None
        self._strip = CaptionStrip(MIN_SIDE_PX)
        self._size = VideoSize(MIN_SIDE_PX, MIN_SIDE_PX, 1.0)
        self._last_pts = -1
        self.start_s: float | None = None

    def push(self, posed: PosedFrame) -> None:
        """Draw and encode the next frame; frames come in order of time and keep the first one's size."""
        frame = posed.frame
        stream = self._stream or self._open_stream(frame)
        moment = self._timeline.at(frame.time_s)
        picture = self._compose(posed, moment)
        planes = cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420).astype(np.uint8, copy=False)
        image = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        image.colorspace, image.color_range = _BT601, _LIMITED_RANGE
        image.time_base = _TIME_BASE
        image.pts = self._next_pts(frame.time_s)
        self._container.mux(stream.encode(image))

    def finish(self) -> None:
        """Encode what the encoder still holds."""
        if self._stream is not None:
            self._container.mux(self._stream.encode(None))

    def _open_stream(self, frame: Frame) -> VideoStream:
        height_px, width_px = frame.rgb.shape[:2]
        self._size = choose_size(width_px, height_px)
        self._strip = CaptionStrip(self._size.width_px)
        rate = Fraction(self._frame_rate_hz).limit_denominator(1001)
        stream = self._container.add_stream("libx264", rate=rate, options=_CODEC_OPTIONS)
        stream.width, stream.height = self._size.width_px, self._size.height_px + self._strip.height_px
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = _TIME_BASE
        context.gop_size = max(round(self._frame_rate_hz * _KEY_FRAME_EVERY_S), 1)
        context.colorspace, context.color_range = _BT601, _LIMITED_RANGE
        context.color_primaries = context.color_trc = _BT601
        self._stream = stream
        self.start_s = frame.time_s
        return stream

    def _next_pts(self, time_s: float) -> int:
        start_s = time_s if self.start_s is None else self.start_s
        self._last_pts = max(round((time_s - start_s) / _TIME_BASE), self._last_pts + 1)
        return self._last_pts

    def _compose(self, posed: PosedFrame, moment: Moment) -> ImageArray:
        rgb = posed.frame.rgb
        size = self._size
        picture: ImageArray = np.empty((size.height_px + self._strip.height_px, size.width_px, 3), np.uint8)
        image = picture[: size.height_px]
        if rgb.shape[:2] == image.shape[:2]:
            image[:] = rgb
        else:
            image[:] = cv2.resize(rgb, (size.width_px, size.height_px), interpolation=cv2.INTER_AREA)
        if posed.pose is not None:
            canvas = Canvas(image, size.scale, rgb.shape[0])
            draw_skeleton(canvas, posed.pose, posed.side, marks=_choose_marks(moment))
        picture[size.height_px :] = self._strip.draw(moment)
        return picture


def _choose_marks(moment: Moment) -> Mapping[Part, Color]:
    if moment.cue is None:
        return NO_MARKS
    return {"trunk": RED if moment.is_critical else AMBER}


@contextmanager
def open_annotated_video(path: Path, timeline: Timeline, *, frame_rate_hz: float) -> Iterator[AnnotatedVideo]:
    """Write an annotated video; the file appears under its name when it is whole.

    Parameters
    ----------
    path : Path
        Such as ``annotated.mp4``; a file of that name is replaced.
    timeline : Timeline
        What to say when.
    frame_rate_hz : float
        Median frame rate, a hint for the encoder; the frames keep their own times.

    Yields
    ------
    AnnotatedVideo
        Takes the frames. When the block raises, no file is left behind.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with av.open(unfinished, "w", format="mp4", options={"movflags": "+faststart"}) as container:
            video = AnnotatedVideo(container, timeline, frame_rate_hz)
            yield video
            video.finish()
        if video.start_s is not None:
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
