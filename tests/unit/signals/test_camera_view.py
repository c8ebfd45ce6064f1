from math import cos, isnan, nan, radians, tan

import numpy as np
import pytest

from cleanrep.model.samples import Pose
from cleanrep.signals.camera_view import (
    compute_person_height_px,
    compute_pose_yaw_deg,
    compute_trunk_px,
    compute_yaw_deg,
    turn_to_side_deg,
)
from cleanrep.signals.stretch import FAR_ROWS, N_ROWS, stack_samples
from cleanrep.testing import Camera, Lifter, PlannedRepetition, make_samples


def get_upright_points(camera: Camera) -> np.ndarray:
    upright = PlannedRepetition(top_deg=15.0, bottom_deg=15.0)
    samples = make_samples(1, repetition=upright, camera=camera)
    return stack_samples(samples, -1).points_px


def read_yaw_deg(points: np.ndarray) -> float:
    return compute_yaw_deg(points, compute_trunk_px(points))


@pytest.mark.parametrize("yaw_deg", [-40.0, -15.0, 0.0, 10.0, 30.0, 50.0])
def test_yaw_is_read_from_shoulders_hips_and_knees(yaw_deg: float) -> None:
    assert read_yaw_deg(get_upright_points(Camera(yaw_deg=yaw_deg))) == pytest.approx(yaw_deg, abs=0.5)


@pytest.mark.parametrize("yaw_deg", [-40.0, 0.0, 20.0])
def test_one_upright_pose_tells_the_yaw_as_many_do(yaw_deg: float) -> None:
    upright = PlannedRepetition(top_deg=15.0, bottom_deg=15.0)
    sample = make_samples(1, repetition=upright, camera=Camera(side="right", yaw_deg=yaw_deg))[0]
    assert sample.pose is not None
    near_ahead_deg = read_yaw_deg(stack_samples([sample], 1).points_px)
    assert compute_pose_yaw_deg(sample.pose) == pytest.approx(-near_ahead_deg, abs=1e-9)


def test_noise_moves_the_yaw_by_little() -> None:
    points = get_upright_points(Camera(yaw_deg=20.0, noise_deg=1.0))
    assert abs(read_yaw_deg(points)) == pytest.approx(20.0, abs=1.0)


@pytest.mark.parametrize("hidden", ["SHOULDER", "HIP", "KNEE"])
def test_a_pair_that_is_not_seen_leaves_the_yaw_to_the_others(hidden: str) -> None:
    points = get_upright_points(Camera(yaw_deg=20.0))
    trunk_px = compute_trunk_px(points)
    points[FAR_ROWS[hidden]] = nan
    assert abs(compute_yaw_deg(points, trunk_px)) == pytest.approx(20.0, abs=0.5)


def test_yaw_of_nobody_is_unknown() -> None:
    assert isnan(read_yaw_deg(np.full((N_ROWS, 2, 5), nan)))
    assert isnan(compute_yaw_deg(np.full((N_ROWS, 2, 5), nan), 100.0))


@pytest.mark.parametrize(
    ("yaw_deg", "undone_deg"), [(-60.0, 30.0), (-20.0, 20.0), (0.0, 0.0), (20.0, 20.0), (29.0, 29.0), (60.0, 30.0)]
)
def test_thirty_degrees_of_yaw_are_undone_and_no_more(yaw_deg: float, undone_deg: float) -> None:
    turned_deg = turn_to_side_deg(40.0, yaw_deg=yaw_deg)
    assert tan(radians(turned_deg)) == pytest.approx(tan(radians(40.0)) / cos(radians(undone_deg)))


def test_height_is_that_of_the_keypoints() -> None:
    sample = make_samples(1, lifter=Lifter(trunk_px=100.0))[0]
    assert sample.pose is not None
    heights = sample.pose.points_px[:, 1]
    assert compute_person_height_px(sample.pose) == heights.max() - heights.min()
    assert 200 < compute_person_height_px(sample.pose) < 330


def test_height_is_that_of_the_keypoints_that_were_seen() -> None:
    (sample,) = make_samples(1)[:1]
    assert sample.pose is not None
    points_px = sample.pose.points_px
    points_px[[int(points_px[:, 1].argmax()), int(points_px[:, 1].argmin())]] = nan
    hidden = Pose.join(points_px, sample.pose.visibility, sample.pose.world_m)
    assert compute_person_height_px(hidden) == np.nanmax(points_px[:, 1]) - np.nanmin(points_px[:, 1])
    nobody = Pose.join(np.full((33, 2), nan), sample.pose.visibility, sample.pose.world_m)
    assert isnan(compute_person_height_px(nobody))
