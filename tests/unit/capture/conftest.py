"""Videos that tests make themselves: flat pictures whose grey level tells which one it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

MakeVideo = Callable[..., Path]


def grey_of(index: int) -> int:
    """Grey level of picture `index`; neighbours differ by more than a codec changes."""
    return 30 + 11 * index % 190


@pytest.fixture
def make_video(tmp_path: Path) -> MakeVideo:
    """Write a video of flat pictures; the left half is darker, so that a turn shows."""

    def make(
        name: str = "set.mp4",
        *,
        times_s: Sequence[float] = tuple(index / 25 for index in range(25)),
        size: tuple[int, int] = (64, 48),
        rotation: int = 0,
        rate: int = 25,
        options: dict[str, str] | None = None,
    ) -> Path:
        path = tmp_path / name
        with av.open(str(path), "w", options=options or {}) as container:
            stream = container.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "g": "10"})
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            stream.time_base = Fraction(1, 90_000)
            stream.codec_context.time_base = Fraction(1, 90_000)
            if rotation:
                stream.set_display_rotation(rotation)
            for index, time_s in enumerate(times_s):
                picture = np.full((size[1], size[0], 3), grey_of(index), dtype=np.uint8)
                picture[:, : size[0] // 2] //= 2
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                frame.pts = round(time_s * 90_000)
                frame.time_base = Fraction(1, 90_000)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return make
