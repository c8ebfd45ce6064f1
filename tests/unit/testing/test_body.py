from math import radians, sin

import numpy as np
import pytest

from cleanrep.geometry.angles import compute_inclination_deg, compute_joint_angle_deg
from cleanrep.model.keypoints import Keypoint
from cleanrep.testing.body import SEATED, Lifter, place_keypoints, project, swap_sides


@pytest.mark.parametrize("lifter", [Lifter(), SEATED])
@pytest.mark.parametrize("trunk_deg", [-30.0, 0.0, 50.0, 100.0])
def test_a_body_has_the_angles_it_was_asked_for(lifter: Lifter, trunk_deg: float) -> None:
    points = place_keypoints(lifter, trunk_deg)[:, :2]
    hip, shoulder = points[Keypoint.LEFT_HIP], points[Keypoint.LEFT_SHOULDER]
    knee, ankle = points[Keypoint.LEFT_KNEE], points[Keypoint.LEFT_ANKLE]
    assert compute_inclination_deg(hip, shoulder) == pytest.approx(trunk_deg)
    assert compute_inclination_deg(knee, hip) == pytest.approx(lifter.thigh_deg)
    assert compute_joint_angle_deg(hip, knee, ankle) == pytest.approx(lifter.knee_deg)
    assert np.hypot(*(shoulder - hip)) == pytest.approx(1.0)


def test_every_keypoint_has_a_place() -> None:
    points = place_keypoints(Lifter(), 20.0)
    assert points.shape == (33, 3)
    assert len({tuple(row) for row in points.round(6).tolist()}) == 33


def test_the_straight_line_is_where_the_pose_model_reads_it() -> None:
    assert Lifter(thigh_deg=-8.0, line_deg=-6.8).straight_deg == pytest.approx(-14.8)
    assert SEATED.straight_deg == -12.0


def test_a_camera_off_the_side_parts_the_shoulders_by_their_width() -> None:
    seen = project(place_keypoints(Lifter(), 0.0), 30.0)
    apart = seen[Keypoint.LEFT_SHOULDER, 0] - seen[Keypoint.RIGHT_SHOULDER, 0]
    assert apart == pytest.approx(0.75 * sin(radians(30.0)))


def test_the_far_side_is_further_away() -> None:
    seen = project(place_keypoints(Lifter(), 0.0), 0.0)
    assert seen[Keypoint.RIGHT_HIP, 2] > seen[Keypoint.LEFT_HIP, 2]


def test_swapping_the_sides_twice_changes_nothing() -> None:
    points = place_keypoints(Lifter(), 20.0)
    swapped = swap_sides(points)
    assert np.array_equal(swapped[Keypoint.MOUTH_RIGHT], points[Keypoint.MOUTH_LEFT])
    assert np.array_equal(swapped[Keypoint.NOSE], points[Keypoint.NOSE])
    assert np.array_equal(swap_sides(swapped), points)
