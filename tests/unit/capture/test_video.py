from __future__ import annotations

import hashlib
import os
import socket
import threading
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cleanrep.capture.video import open_video
from cleanrep.errors import SourceError, UsageError
from cleanrep.model.samples import Frame, Region, SourceInfo

MakeVideo = Callable[..., Path]


def grey_of(index: int) -> int:
    return 30 + 11 * index % 190


def read(path: Path, **span: float) -> tuple[list[Frame], SourceInfo]:
    with open_video(path, **span) as source:  # type: ignore[arg-type]  # start_s and end_s only
        frames = list(source)
    return frames, source.get_info()


def assert_is_picture(frame: Frame, index: int) -> None:
    assert abs(float(frame.rgb[2:-2, -8:-2].mean()) - grey_of(index)) < 4


def test_frames_come_in_order_with_their_times(make_video: MakeVideo) -> None:
    frames, info = read(make_video())
    assert [frame.index for frame in frames] == list(range(25))
    np.testing.assert_allclose([frame.time_s for frame in frames], np.arange(25) / 25, atol=1e-4)
    for frame in frames:
        assert_is_picture(frame, frame.index)
    assert (info.n_frames, info.width_px, info.height_px, info.notes) == (25, 64, 48, ())
    assert info.frame_rate_hz == pytest.approx(25.0, abs=0.01)
    assert info.duration_s == pytest.approx(1.0, abs=0.01)


def test_hash_is_that_of_the_file(make_video: MakeVideo) -> None:
    path = make_video()
    assert read(path)[1].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_varying_frame_rate_keeps_true_times(make_video: MakeVideo) -> None:
    times_s = np.cumsum([0.0, 0.04, 0.1, 0.02, 0.033, 0.3, 0.04, 0.04, 0.5])
    frames, info = read(make_video(times_s=times_s))
    np.testing.assert_allclose([frame.time_s for frame in frames], times_s, atol=1e-3)
    assert info.frame_rate_hz == pytest.approx(25.0, rel=0.02)


def test_times_count_from_the_first_frame(make_video: MakeVideo) -> None:
    frames, _ = read(make_video("set.mkv", times_s=[7.0, 7.04, 7.08]))
    np.testing.assert_allclose([frame.time_s for frame in frames], [0.0, 0.04, 0.08], atol=2e-3)


@pytest.mark.parametrize(("rotation", "dark"), [(90, "bottom"), (-90, "top"), (180, "right")])
def test_rotation_metadata_is_applied(make_video: MakeVideo, rotation: int, dark: str) -> None:
    frames, info = read(make_video(rotation=rotation))
    rgb = frames[5].rgb.astype(float)
    height, width = rgb.shape[:2]
    parts = {"bottom": rgb[height // 2 :], "top": rgb[: height // 2], "right": rgb[:, width // 2 :]}
    assert parts[dark].mean() < 0.8 * rgb.mean()
    assert (info.width_px, info.height_px) == ((64, 48) if rotation == 180 else (48, 64))
    assert frames[5].rgb.flags.c_contiguous


@pytest.mark.parametrize(("start_s", "end_s"), [(0.2, 0.52), (6.31, 7.0), (8.0, 8.4)])
def test_span_keeps_numbers_and_times(make_video: MakeVideo, start_s: float, end_s: float) -> None:
    times_s = np.cumsum(np.random.default_rng(3).uniform(0.01, 0.09, 200))
    times_s = np.round(times_s - times_s[0], 3)
    frames, info = read(make_video(times_s=times_s), start_s=start_s, end_s=end_s)
    expected = np.flatnonzero((times_s >= start_s) & (times_s < end_s))
    assert [frame.index for frame in frames] == expected.tolist()
    np.testing.assert_allclose([frame.time_s for frame in frames], times_s[expected], atol=1e-4)
    for frame in frames:
        assert_is_picture(frame, frame.index)
    assert info.notes == ()


@pytest.mark.parametrize("rate", [1, 240])
def test_slow_and_fast_cameras_work(make_video: MakeVideo, rate: int) -> None:
    _, info = read(make_video(times_s=[index / rate for index in range(12)], rate=rate))
    assert info.frame_rate_hz == pytest.approx(rate, rel=0.01)
    assert info.duration_s == pytest.approx(12 / rate, rel=0.02)


def test_8k_is_reduced_and_measured_in_its_own_pixels(make_video: MakeVideo) -> None:
    frames, info = read(make_video(times_s=[0.0, 0.04], size=(7680, 4320)))
    assert frames[0].rgb.shape == (1080, 1920, 3)
    assert frames[0].size_px == (7680, 4320) == (info.width_px, info.height_px)
    assert "reduced" in info.notes[0]


def test_file_cut_short_is_read_as_far_as_it_goes(make_video: MakeVideo, tmp_path: Path) -> None:
    whole = make_video(times_s=[index / 25 for index in range(100)], options={"movflags": "faststart"})
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 6 // 10])
    frames, info = read(cut)
    assert 10 < len(frames) < 95
    assert "cut short" in info.notes[0]


def test_damaged_middle_is_skipped_and_said(make_video: MakeVideo) -> None:
    path = make_video(times_s=[index / 25 for index in range(100)], options={"movflags": "faststart"})
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(data)
    frames, info = read(path)
    assert len(frames) > 60
    assert frames[-1].time_s > 3.8
    assert info.n_frames == len(frames)


def test_stream_without_time_stamps_gets_times_from_the_rate(make_video: MakeVideo) -> None:
    frames, info = read(make_video("set.h264", times_s=[index / 25 for index in range(20)]))
    steps_s = np.diff([frame.time_s for frame in frames])
    assert len(frames) == 20
    np.testing.assert_allclose(steps_s, steps_s[0], rtol=1e-6)
    assert any("time stamp" in note for note in info.notes)


def test_region_must_lie_within_the_upright_picture(make_video: MakeVideo) -> None:
    path = make_video(rotation=90)
    with open_video(path, roi=Region(8, 20, 40, 44)) as source:
        assert next(iter(source)).region == Region(8, 20, 40, 44)
    with pytest.raises(UsageError, match="48x64"):
        open_video(path, roi=Region(20, 8, 44, 40))
    with pytest.raises(UsageError, match="32 pixels"):
        open_video(path, roi=Region(0, 0, 4, 40))


@pytest.mark.parametrize(
    "span", [{"start_s": -1.0}, {"start_s": 2.0, "end_s": 1.0}, {"end_s": float("nan")}, {"start_s": 50.0}]
)
def test_span_that_cannot_be_is_refused(make_video: MakeVideo, span: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        read(make_video(), **span)


def test_what_is_no_video_gets_one_clear_line(make_video: MakeVideo, tmp_path: Path) -> None:
    garbage = tmp_path / "garbage.mp4"
    garbage.write_bytes(np.random.default_rng(1).bytes(20_000))
    empty = tmp_path / "empty.mp4"
    empty.touch()
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    headless = tmp_path / "headless.mp4"
    headless.write_bytes(make_video().read_bytes()[:600])
    for path in (garbage, empty, pipe, headless, tmp_path, tmp_path / "missing.mp4", Path("a\0b.mp4")):
        with pytest.raises(SourceError) as caught:
            open_video(path)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 200


def test_sound_without_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16_000))
    with pytest.raises(SourceError):
        open_video(path)


def test_video_without_frames_is_refused(make_video: MakeVideo) -> None:
    with pytest.raises(SourceError):
        open_video(make_video("none.avi", times_s=[]))


def test_tiny_pictures_are_refused(make_video: MakeVideo) -> None:
    with pytest.raises(SourceError, match="16x16"):
        open_video(make_video(size=(16, 16)))


def test_playlist_is_not_followed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        playlist = tmp_path / "set.mp4"
        playlist.write_text(f"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:{server.getsockname()[1]}/a.ts\n#EXT-X-ENDLIST\n")
        with pytest.raises(SourceError):
            open_video(playlist)
        with pytest.raises(TimeoutError):
            server.accept()


def test_leaving_early_stops_the_decoder(make_video: MakeVideo) -> None:
    with open_video(make_video(times_s=[index / 25 for index in range(200)])) as source:
        next(iter(source))
    assert not any(thread.name == "cleanrep-prefetch" for thread in threading.enumerate())


def test_second_reading_is_refused(make_video: MakeVideo) -> None:
    with open_video(make_video()) as source:
        list(source)
        with pytest.raises(UsageError):
            iter(source)


def test_progress_is_estimated_from_the_header(make_video: MakeVideo) -> None:
    with open_video(make_video(), start_s=0.2, end_s=0.6) as source:
        assert source.expected_duration_s == pytest.approx(0.4)
        assert source.expected_n_frames == pytest.approx(10, abs=1)
