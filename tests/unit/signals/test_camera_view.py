from math import isnan, nan

import numpy as np
import pytest

from cleanrep.signals.camera_view import compute_person_height_px, compute_yaw_deg
from cleanrep.testing import Camera, Lifter, PlannedRepetition, make_samples


def get_upright_points(camera: Camera) -> np.ndarray:
    upright = PlannedRepetition(top_deg=15.0, bottom_deg=15.0)
    samples = make_samples(1, repetition=upright, camera=camera)
    return np.array([sample.pose.points_px for sample in samples if sample.pose is not None])


@pytest.mark.parametrize("yaw_deg", [-40.0, -15.0, 0.0, 10.0, 30.0, 50.0])
def test_yaw_is_read_from_shoulders_and_hips(yaw_deg: float) -> None:
    assert compute_yaw_deg(get_upright_points(Camera(yaw_deg=yaw_deg))) * -1 == pytest.approx(yaw_deg, abs=0.5)


def test_noise_moves_the_yaw_by_little() -> None:
    points = get_upright_points(Camera(yaw_deg=20.0, noise_deg=1.0))
    assert abs(compute_yaw_deg(points)) == pytest.approx(20.0, abs=1.0)


def test_yaw_of_nobody_is_unknown() -> None:
    assert isnan(compute_yaw_deg(np.full((5, 33, 2), nan)))


def test_height_is_that_of_the_keypoints() -> None:
    sample = make_samples(1, lifter=Lifter(trunk_px=100.0))[0]
    assert sample.pose is not None
    heights = sample.pose.points_px[:, 1]
    assert compute_person_height_px(sample.pose) == heights.max() - heights.min()
    assert 200 < compute_person_height_px(sample.pose) < 330
