import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.motion.courses import climb, find_peak_speed, move, rebound, skew

SHARE = np.linspace(0.0, 1.0, 2001)


def test_a_minimum_jerk_move_peaks_at_one_and_seven_eighths_of_its_mean_speed() -> None:
    time_s = np.linspace(0.0, 2.0, 4001)
    speed = np.gradient(move(time_s, 2.0, start=(50.0, 0.0), end=(0.0, 0.0)), time_s)
    assert np.abs(speed).max() == pytest.approx(1.875 * 25.0, rel=1e-3)


def test_a_skew_of_one_half_is_minimum_jerk() -> None:
    assert skew(SHARE, 0.5) == pytest.approx(move(SHARE, 1.0, start=(0.0, 0.0), end=(1.0, 0.0)), abs=1e-9)


@given(st.floats(0.15, 0.85))
def test_a_skewed_course_is_fastest_where_it_is_told_to_be(peak: float) -> None:
    speed = np.gradient(skew(SHARE, peak), SHARE)
    assert SHARE[speed.argmax()] == pytest.approx(peak, abs=0.01)


@given(st.floats(1.5, 14.0))
def test_the_peak_speed_of_a_course_is_that_of_its_steepest_part(exponent: float) -> None:
    speed = np.gradient(skew(SHARE, 0.5, exponent), SHARE)
    assert find_peak_speed(exponent) == pytest.approx(speed.max(), rel=1e-3)


@given(st.integers(1, 5))
def test_a_climb_rests_between_its_steps_and_arrives(n_steps: int) -> None:
    course = climb(SHARE, n_steps)
    assert course[0] == pytest.approx(0.0)
    assert course[-1] == pytest.approx(1.0)
    assert np.diff(course).min() >= -1e-12
    for step in range(1, n_steps):
        assert np.interp(step / n_steps, SHARE, course) == pytest.approx(step / n_steps, abs=1e-6)


@given(st.floats(100.0, 2000.0), st.floats(0.2, 0.5))
def test_a_rebound_has_the_acceleration_that_it_was_given(acceleration: float, duration_s: float) -> None:
    depth, speed = rebound(acceleration, duration_s)
    time_s = np.linspace(0.0, duration_s, 4001)
    course = depth * np.sin(np.pi * time_s / duration_s)
    velocity = np.gradient(course, time_s)
    assert np.abs(np.gradient(velocity, time_s)).max() == pytest.approx(acceleration, rel=1e-2)
    assert velocity[0] == pytest.approx(speed, rel=1e-2)
