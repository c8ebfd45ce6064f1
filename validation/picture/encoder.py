"""Writes frames with their true times into an H.264 file."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av

from cleanrep.model.arrays import ImageArray
from validation.picture.footage import Footage

_TICKS_HZ = 90_000


class VideoWriter:
    """An MP4 that plays in browsers; the file is complete when the block ends."""

    def __init__(self, path: Path, footage: Footage) -> None:
        self._container = av.open(str(path), "w", options={"movflags": "+faststart"})
        rate = Fraction(footage.rate_hz).limit_denominator(1001)
        self._stream = self._container.add_stream("libx264", rate=rate)
        self._stream.width, self._stream.height = footage.width_px, footage.height_px
        self._stream.pix_fmt = "yuv420p"
        self._stream.thread_count = 1
        self._stream.codec_context.time_base = Fraction(1, _TICKS_HZ)
        self._stream.options = {"crf": str(footage.crf), "preset": "veryfast"}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._container.mux(self._stream.encode(None))
        self._container.close()

    def write(self, image: ImageArray, time_s: float) -> None:
        """Append a picture (height, width, 3) at its time."""
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts, frame.time_base = round(time_s * _TICKS_HZ), Fraction(1, _TICKS_HZ)
        self._container.mux(self._stream.encode(frame))
