import numpy as np
import pytest

from cleanrep.geometry.angles import compute_inclination_deg, compute_joint_angle_deg, unwrap_deg


@pytest.mark.parametrize(
    ("across", "up", "expected_deg"),
    [(0.0, 1.0, 0.0), (1.0, 1.0, 45.0), (-1.0, 1.0, -45.0), (1.0, 0.0, 90.0), (0.0, -1.0, 180.0)],
)
def test_inclination_is_zero_upright_and_positive_forward(across: float, up: float, expected_deg: float) -> None:
    lower = np.array([3.0, 4.0])
    assert compute_inclination_deg(lower, lower + np.array([across, up])) == pytest.approx(expected_deg)


def test_inclination_of_a_point_that_is_not_seen_is_nan() -> None:
    inclination = compute_inclination_deg(np.zeros((2, 2)), np.array([[0.0, 1.0], [np.nan, 1.0]]))
    assert inclination[0] == 0.0
    assert np.isnan(inclination[1])


@pytest.mark.parametrize("angle_deg", [0.0, 30.0, 90.0, 168.0, 180.0])
def test_joint_angle_is_the_inner_angle_on_either_side(angle_deg: float) -> None:
    joint = np.array([2.0, 1.0])
    turned = np.array([np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))])
    for last in (joint + turned, joint + turned * [1.0, -1.0]):
        assert compute_joint_angle_deg(joint + np.array([5.0, 0.0]), joint, last) == pytest.approx(angle_deg)


def test_unwrapping_takes_out_the_jump_at_half_a_turn() -> None:
    assert unwrap_deg(np.array([170.0, 179.0, -172.0])) == pytest.approx([170.0, 179.0, 188.0])


def test_unwrapping_leaves_a_turn_of_more_than_half_without_jumps_as_it_is() -> None:
    turning = np.linspace(-120.0, 120.0, 9)
    assert unwrap_deg(turning).tolist() == turning.tolist()


def test_unwrapping_nothing_gives_nothing() -> None:
    assert unwrap_deg(np.array([])).size == 0
    assert np.isnan(unwrap_deg(np.full(3, np.nan))).all()


def test_unwrapping_steps_over_what_was_not_seen() -> None:
    assert unwrap_deg(np.array([175.0, np.nan, -175.0])) == pytest.approx([175.0, np.nan, 185.0], nan_ok=True)
