from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest

from cleanrep.capture.video import open_video
from cleanrep.geometry.contour_shape import contour_turning_deg
from cleanrep.model.arrays import FloatArray, ImageArray
from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import Frame, Region, Sample
from cleanrep.pose.mediapipe_estimator import MediaPipeEstimator
from cleanrep.testing.pose_checks import check_pose_estimator

TRUE_INCLINATION_DEG = {0: 52.0, 10: 52.0, 25: 37.18, 40: 2.05, 55: -8.78, 69: -8.78}


def estimate(frames: list[Frame], *, with_contour: bool = False) -> list[Sample]:
    with MediaPipeEstimator(with_contour=with_contour) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def compute_inclination_deg(samples: list[Sample]) -> FloatArray:
    """Trunk from vertical, + forward for someone who faces left; NaN without a pose."""
    angles = np.full(len(samples), np.nan)
    for row, sample in enumerate(samples):
        if sample.pose is not None:
            points = sample.pose.points_px
            hips = points[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=0)
            along = points[[Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]].mean(axis=0) - hips
            angles[row] = np.degrees(np.arctan2(-along[0], along[1]))
    return angles


def change(frames: list[Frame], how: partial[ImageArray]) -> list[Frame]:
    return [replace(frame, rgb=np.ascontiguousarray(how(frame.rgb))) for frame in frames]


def shrink(rgb: ImageArray, *, share: float) -> ImageArray:
    """The same scene, smaller and off the middle, on its own blurred picture."""
    height, width = rgb.shape[:2]
    small = cv2.resize(rgb, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    background = np.asarray(cv2.GaussianBlur(rgb, (0, 0), 40), dtype=np.uint8)
    top, left = int(0.5 * (height - small.shape[0])), int(0.8 * (width - small.shape[1]))
    background[top : top + small.shape[0], left : left + small.shape[1]] = small
    return background


def turn(rgb: ImageArray) -> ImageArray:
    return rgb[::-1, ::-1]


@pytest.fixture(scope="module")
def plain_deg(lift_frames: list[Frame]) -> FloatArray:
    return compute_inclination_deg(estimate(lift_frames))


def test_estimator_keeps_the_contract(lift_frames: list[Frame]) -> None:
    check_pose_estimator(lambda: MediaPipeEstimator(with_contour=True), lift_frames[::3])


def test_every_frame_from_the_first_has_a_settled_pose(plain_deg: FloatArray) -> None:
    for frame, true_deg in TRUE_INCLINATION_DEG.items():
        assert plain_deg[frame] == pytest.approx(true_deg, abs=6.0)
    assert np.abs(np.diff(plain_deg[:8])).max() < 0.5


@pytest.mark.parametrize("share", [0.5, 0.25])
def test_small_person_is_found_at_once_and_measured_alike(
    lift_frames: list[Frame], plain_deg: FloatArray, share: float
) -> None:
    angles = compute_inclination_deg(estimate(change(lift_frames, partial(shrink, share=share))))
    assert np.isfinite(angles).mean() > 0.95
    assert np.nanmedian(np.abs(angles - plain_deg)) < 1.5


def test_upside_down_lock_is_left_at_once(lift_frames: list[Frame], plain_deg: FloatArray) -> None:
    frames = change(lift_frames[:12], partial(turn)) + lift_frames[12:]
    angles = compute_inclination_deg(estimate(frames))
    np.testing.assert_allclose(angles[16:], plain_deg[16:], atol=4.0)


def test_gap_in_time_starts_anew(lift_frames: list[Frame], plain_deg: FloatArray) -> None:
    kept = [*range(12), *range(40, 70)]
    angles = compute_inclination_deg(estimate([lift_frames[index] for index in kept]))
    np.testing.assert_allclose(angles, plain_deg[kept], atol=3.0)


def test_one_frame_a_second_is_as_good_as_many(lift_frames: list[Frame], plain_deg: FloatArray) -> None:
    angles = compute_inclination_deg(estimate(lift_frames[::25]))
    np.testing.assert_allclose(angles, plain_deg[::25], atol=3.0)


def test_nobody_is_seen_in_an_empty_room(lift_frames: list[Frame]) -> None:
    empty = change(lift_frames[:30], partial(np.full_like, fill_value=120))
    samples = estimate(empty)
    assert all(sample.pose is None for sample in samples)
    assert samples[0].scene is not None


def test_region_gives_positions_in_the_whole_picture(lift_path: Path, lift_frames: list[Frame]) -> None:
    region = Region(150, 60, 320, 400)
    with open_video(lift_path, roi=region, end_s=0.4) as source:
        within = estimate(list(source))
    for one, other in zip(within, estimate(lift_frames[:10]), strict=True):
        assert one.pose is not None
        assert other.pose is not None
        hips = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
        np.testing.assert_allclose(one.pose.points_px[hips], other.pose.points_px[hips], atol=8.0)


def test_reduced_picture_gives_positions_in_source_pixels(lift_frames: list[Frame]) -> None:
    original = estimate(lift_frames[:5])[-1].pose
    large = estimate([replace(frame, source_size_px=(2560, 1920)) for frame in lift_frames[:5]])[-1].pose
    assert original is not None
    assert large is not None
    np.testing.assert_allclose(large.points_px, 4 * original.points_px, rtol=1e-5)


def test_world_points_up_and_the_near_side_is_nearer(lift_frames: list[Frame]) -> None:
    pose = estimate(lift_frames)[-1].pose
    assert pose is not None
    assert pose.world_m[Keypoint.LEFT_SHOULDER, 1] > 0.2 > pose.world_m[Keypoint.LEFT_ANKLE, 1]
    assert pose.world_m[Keypoint.LEFT_SHOULDER, 2] < pose.world_m[Keypoint.RIGHT_SHOULDER, 2]


def test_long_spine_reads_hollow(lift_frames: list[Frame]) -> None:
    samples = estimate(lift_frames[::4], with_contour=True)
    depths = np.array([sample.contour.depth for sample in samples if sample.contour is not None])
    assert len(depths) == len(samples)
    assert np.isfinite(depths).mean() > 0.95
    assert np.median(contour_turning_deg(depths)) < -10.0


def test_scene_is_measured_once_a_second(lift_frames: list[Frame]) -> None:
    samples = estimate(lift_frames)
    measured = [sample for sample in samples if sample.scene is not None]
    assert [sample.frame for sample in measured] == [0, 25, 50]
    for sample in measured[1:]:
        assert sample.scene is not None
        assert sample.scene.roll_deg == pytest.approx(0.0, abs=1.0)
        assert sample.scene.shift_px == pytest.approx(0.0, abs=1.0)


def test_terminal_shows_our_lines_and_none_of_the_library(lift_path: Path) -> None:
    script = f"""
import logging, sys
from cleanrep.capture.video import open_video
from cleanrep.pose.mediapipe_estimator import MediaPipeEstimator
print("before", file=sys.stderr)
with open_video({str(lift_path)!r}, end_s=0.2) as source, MediaPipeEstimator(with_contour=True) as estimator:
    for frame in source:
        estimator.estimate(frame)
logging.getLogger("cleanrep").warning("after")
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stderr.split() == ["before", "after"]
    assert run.stdout == ""


def test_importing_the_package_does_not_load_the_model() -> None:
    script = "import sys, cleanrep.pose.mediapipe_estimator; sys.exit('mediapipe' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
