from math import nan, radians, sin

import pytest

from cleanrep.signals.landmark_offset import (
    MEDIAPIPE_FULL,
    UNKNOWN_MODEL,
    compute_near_side_tilt_deg,
    get_landmark_offset,
)


def test_a_straight_body_from_the_side_reads_the_measured_offset() -> None:
    straight_deg = MEDIAPIPE_FULL.compute_straight_deg(-8.0, knee_deg=168.0, yaw_deg=0.0)
    assert straight_deg == pytest.approx(-8.0 - 6.8)


def test_an_opened_knee_shifts_the_line_back_by_its_share_and_no_further_than_three_degrees() -> None:
    line = [MEDIAPIPE_FULL.compute_straight_deg(0.0, knee_deg=knee, yaw_deg=0.0) for knee in (164.0, 168.0, 172.0)]
    assert line[0] - line[1] == pytest.approx(4 * 0.55)
    assert line[1] - line[2] == pytest.approx(4 * 0.55)
    assert MEDIAPIPE_FULL.compute_straight_deg(0.0, knee_deg=120.0, yaw_deg=0.0) == pytest.approx(-6.8 + 3.0)


def test_an_unknown_knee_and_an_unknown_yaw_shift_nothing() -> None:
    assert MEDIAPIPE_FULL.compute_straight_deg(5.0, knee_deg=nan, yaw_deg=nan) == pytest.approx(5.0 - 6.8)


def test_yaw_tilts_the_near_side_beyond_the_noise_only() -> None:
    assert compute_near_side_tilt_deg(4.9) == 0.0
    assert compute_near_side_tilt_deg(25.0) == pytest.approx(8.6 * sin(radians(20.0)))
    assert compute_near_side_tilt_deg(-25.0) == -compute_near_side_tilt_deg(25.0)


def test_a_model_that_was_never_measured_carries_a_wide_uncertainty() -> None:
    assert get_landmark_offset("mediapipe-pose-full-0.10.21") is MEDIAPIPE_FULL
    assert get_landmark_offset("mediapipe-pose-full-web-0.5.1675469404") is MEDIAPIPE_FULL
    assert get_landmark_offset("mediapipe-pose-lite-web-0.5.1675469404") is UNKNOWN_MODEL
    assert get_landmark_offset("rtmpose-m") is UNKNOWN_MODEL
    assert UNKNOWN_MODEL.uncertainty_deg > MEDIAPIPE_FULL.uncertainty_deg
