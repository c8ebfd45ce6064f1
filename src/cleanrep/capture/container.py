"""Open a video file that may come from a stranger.

Decides what counts as a video that can be read: regular files of known containers, one moving picture of bounded size.
Nothing but the file itself is ever opened: playlists that name other files or addresses are refused.
"""

import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from cleanrep.errors import SourceError

FORMATS = "mov,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,h264,hevc,mjpeg,yuv4mpegpipe,ivf,nut,mxf,dv,3gp,gif"
MAX_SIDE_PX = 16_384
MAX_PIXELS = 70_000_000
MIN_SIDE_PX = 32
MAX_DECODE_THREADS = 2
"""More threads hold more pictures in memory and leave fewer cores to the pose model."""

FALLBACK_RATE_HZ = 25.0
_OTHERS = {
    ".json": ("is a JSON document, not a video", "'cleanrep log --report' takes the document of an analysis"),
    ".jsonl": ("is a log, not a video", "'cleanrep import' takes a training log"),
    ".csv": ("is a table, not a video", "'cleanrep import' takes a training log"),
    ".toml": ("is a TOML file, not a video", "--exercise takes an exercise file, --machine a machine file"),
    ".txt": ("is a text, not a video", "give a video, or the landmark log (*.parquet) of an analysis"),
    ".html": ("is a page, not a video", "give the video, or landmarks.parquet beside the report"),
}
"""Files that are given for a video by their ends, and where they go."""
_CONVERT = "check that it plays in a video player, or convert it to MP4"


@dataclass(frozen=True, slots=True)
class OpenVideo:
    """An open container with its one video stream; `close` it."""

    path: Path
    container: InputContainer
    stream: VideoStream

    @property
    def name(self) -> str:
        """File name without its folder."""
        return self.path.name

    @property
    def nominal_rate_hz(self) -> float:
        """Frame rate as the container states or the decoder guesses it, 0.01..1000; 25 when neither can be."""
        for rate in (self.stream.average_rate, self.stream.guessed_rate, self.stream.base_rate):
            if rate and 0.01 <= float(rate) <= 1000.0:
                return float(rate)
        return FALLBACK_RATE_HZ

    @property
    def pixel_aspect(self) -> float:
        """Width of a pixel over its height, 0.25..4; 1 where the file does not say or says nonsense."""
        aspect = self.stream.sample_aspect_ratio
        return float(aspect) if aspect and 0.25 <= aspect <= 4 else 1.0

    @property
    def time_base(self) -> Fraction:
        """Seconds per unit of the stream's time stamps."""
        return self.stream.time_base or Fraction(1, 1000)

    @property
    def stated_duration_s(self) -> float | None:
        """Duration as the container states it, s; None when it does not."""
        if self.stream.duration:
            return float(self.stream.duration * self.time_base)
        return self.container.duration / av.time_base if self.container.duration else None

    def close(self) -> None:
        """Close the file."""
        self.container.close()


def open_container(path: Path) -> OpenVideo:
    """Open the file at `path` and choose its video stream.

    Raises
    ------
    SourceError
        Missing, not a regular file, not readable, not a video, or of a size that cannot be meant.
    """
    check_is_readable(path)
    container = _open(path)
    try:
        video = OpenVideo(path, container, _find_stream(path.name, container))
    except SourceError:
        container.close()
        raise
    return video


def check_is_readable(path: Path) -> None:
    """Check that `path` is a regular file with something in it that may be read.

    Raises
    ------
    SourceError
        Otherwise, naming what stands in the way.
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise SourceError(name, "is a folder, expected a file", "name one recording in it")
        if not path.exists():
            raise SourceError(name, "there is no such file", "check the path")
        if not path.is_file():
            raise SourceError(name, "is not a regular file", "copy the recording to a file first")
        if not os.access(path, os.R_OK):
            raise SourceError(name, "may not be read", "check the file's permissions")
        if path.stat().st_size == 0:
            raise SourceError(name, "is empty", "copy the recording again")
    except (OSError, ValueError) as error:
        raise SourceError(name, f"cannot be opened ({error})", "check the path") from error


def _open(path: Path) -> InputContainer:
    # "file:" keeps a name such as "concat:a" from being read as a protocol.
    options = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
    try:
        return av.open(f"file:{path.absolute()}", container_options=options, metadata_errors="ignore")
    except (av.FFmpegError, ValueError) as error:
        is_what, remedy = _OTHERS.get(path.suffix.lower(), ("is not a video that can be read", _CONVERT))
        raise SourceError(path.name, is_what, remedy) from error


def _find_stream(name: str, container: InputContainer) -> VideoStream:
    pictures = av.stream.Disposition.attached_pic
    streams = [stream for stream in container.streams.video if not stream.disposition & pictures]
    if not streams:
        raise SourceError(name, "has no video in it", "choose a file with a picture")
    stream = streams[0]
    context = stream.codec_context
    check_size(name, context.width, context.height)
    stream.thread_type = "AUTO"
    context.thread_count = MAX_DECODE_THREADS
    # Data may disagree with the header: the decoder refuses what is larger before it takes memory for it.
    context.options = {"max_pixels": str(MAX_PIXELS)}
    return stream


def check_size(name: str, width_px: int, height_px: int) -> None:
    """Check that a picture's size can be meant.

    Raises
    ------
    SourceError
        When a side is shorter or longer than the limits or the area is larger.
    """
    if min(width_px, height_px) < MIN_SIDE_PX:
        raise SourceError(name, f"has pictures of {width_px}x{height_px} pixels, too small to see anyone", _CONVERT)
    if max(width_px, height_px) > MAX_SIDE_PX or width_px * height_px > MAX_PIXELS:
        raise SourceError(name, f"has pictures of {width_px}x{height_px} pixels, the limit is 8K", "reduce its size")
