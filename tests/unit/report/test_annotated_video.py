"""The annotated video keeps every frame at its own time, plays in browsers and stays small."""

from collections.abc import Iterable
from pathlib import Path

import av
import numpy as np
import pytest

from cleanrep.model.samples import Frame, Pose
from cleanrep.report.annotated_video import MAX_SIDE_PX, choose_size, open_annotated_video
from cleanrep.report.caption import CaptionStrip
from cleanrep.report.posed_frame import PosedFrame
from cleanrep.report.timeline import Timeline
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import make_set_report

TIMELINE = Timeline(make_set_report(), make_exercise())


def write(path: Path, frames: Iterable[Frame], pose: Pose | None = None) -> None:
    with open_annotated_video(path, TIMELINE, frame_rate_hz=25.0) as video:
        for frame in frames:
            video.push(PosedFrame(frame, pose, "left"))


def make_frames(times_s: Iterable[float], width_px: int = 64, height_px: int = 48) -> list[Frame]:
    image = np.full((height_px, width_px, 3), 120, np.uint8)
    return [Frame(i, t, image) for i, t in enumerate(times_s)]


def read_times(path: Path) -> list[float]:
    with av.open(path) as container:
        return [float(frame.time or 0.0) for frame in container.decode(video=0)]


def test_variable_frame_times_are_kept(tmp_path: Path) -> None:
    times_s = [0.0, 0.04, 0.05, 0.3, 0.31, 1.7]
    write(tmp_path / "a.mp4", make_frames(times_s))
    assert read_times(tmp_path / "a.mp4") == pytest.approx(times_s, abs=1e-4)


def test_part_of_a_recording_starts_at_zero(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with open_annotated_video(path, TIMELINE, frame_rate_hz=25.0) as video:
        for frame in make_frames([5.0, 5.04, 5.08]):
            video.push(PosedFrame(frame, None, None))
        assert video.start_s == 5.0
    assert read_times(path) == pytest.approx([0.0, 0.04, 0.08], abs=1e-4)


def test_file_is_h264_in_yuv420p_with_its_index_first(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    write(path, make_frames(i / 25 for i in range(5)))
    with av.open(path) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("size", [(64, 48), (65, 49), (1920, 1080), (1080, 1920), (3, 3), (4000, 20), (20, 4000)])
def test_size_is_even_and_bounded(size: tuple[int, int]) -> None:
    chosen = choose_size(*size)
    height_px = chosen.height_px + CaptionStrip(chosen.width_px).height_px
    assert chosen.width_px % 2 == chosen.height_px % 2 == height_px % 2 == 0
    assert max(chosen.width_px, height_px) <= MAX_SIDE_PX
    assert min(chosen.width_px, chosen.height_px) >= 2


@pytest.mark.parametrize("size", [(65, 49), (1400, 300)])
def test_odd_and_large_pictures_are_written(tmp_path: Path, size: tuple[int, int], pose: Pose) -> None:
    path = tmp_path / "a.mp4"
    write(path, make_frames([0.0, 0.04], *size), pose)
    assert len(read_times(path)) == 2


def test_colors_are_those_of_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    image = np.zeros((96, 128, 3), np.uint8)
    image[:] = (200, 60, 40)
    write(path, [Frame(0, 0.0, image)])
    with av.open(path) as container:
        shown = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert shown[:80].reshape(-1, 3).mean(axis=0) == pytest.approx([200, 60, 40], abs=8)


def test_error_on_the_way_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> Iterable[Frame]:
        yield from make_frames([0.0, 0.04])
        raise RuntimeError("source broke")

    with pytest.raises(RuntimeError, match="source broke"):
        write(tmp_path / "a.mp4", fail())
    assert list(tmp_path.iterdir()) == []


def test_recording_without_frames_writes_no_file(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4", [])
    assert list(tmp_path.iterdir()) == []


def test_source_picture_is_not_drawn_on(tmp_path: Path, pose: Pose) -> None:
    frames = make_frames([0.0], 320, 240)
    write(tmp_path / "a.mp4", frames, pose)
    assert (frames[0].rgb == 120).all()
