import numpy as np
import pytest

from cleanrep.testing.motion import Course, Fidgets, Lean, Motion, Movement, Pause, PlannedRepetition, Walk

TIME_S = np.arange(0.0, 8.0, 0.01)


def move(*movements: Movement) -> Motion:
    return Motion([Pause(1.0), *movements], start_deg=58.0)


def test_truth_has_the_planned_times_and_levels() -> None:
    first, second = move(PlannedRepetition(), PlannedRepetition(top_deg=-10.0, bottom_deg=50.0)).repetitions
    assert (first.times.start_s, first.times.top_start_s) == pytest.approx((1.0, 2.8))
    assert (first.times.top_end_s, first.times.end_s) == pytest.approx((3.8, 6.4))
    assert first.times.bottom_hold_s == pytest.approx(0.8)
    assert second.times.bottom_hold_s is None
    assert (second.bottom_before_deg, second.top_deg, second.bottom_after_deg) == (58.0, -10.0, 50.0)
    assert second.range_of_motion_deg == pytest.approx(64.0)


def test_a_lift_is_minimum_jerk() -> None:
    motion = move(PlannedRepetition(lift_s=2.0))
    trunk = motion.compute_trunk_deg(TIME_S)
    velocity = np.gradient(trunk, 0.01)
    assert trunk[100] == 58.0
    assert trunk[200] == pytest.approx(29.0)
    assert trunk[300] == pytest.approx(0.0)
    assert -velocity.min() == pytest.approx(1.875 * 58.0 / 2.0, rel=0.001)
    assert TIME_S[np.argmin(velocity)] == pytest.approx(2.0, abs=0.011)


def test_a_fall_ends_and_a_rebound_begins_at_full_speed() -> None:
    plan = (
        PlannedRepetition(lower_s=1.0, rest_s=0.0, lower_course=Course.FALLING),
        PlannedRepetition(lift_s=1.0, lift_course=Course.REBOUNDING),
    )
    motion = move(*plan)
    turn_s = motion.repetitions[1].times.start_s
    velocity = np.gradient(motion.compute_trunk_deg(TIME_S), 0.01)
    assert velocity[round(turn_s * 100) - 2] == pytest.approx(116.0, rel=0.05)
    assert velocity[round(turn_s * 100) + 2] == pytest.approx(-116.0, rel=0.05)


def test_fidgets_end_where_they_began_and_are_no_repetition() -> None:
    motion = move(Fidgets(n=2, size_deg=8.0))
    trunk = motion.compute_trunk_deg(TIME_S)
    assert trunk.min() == pytest.approx(50.0, abs=0.1)
    assert trunk[-1] == 58.0
    assert motion.repetitions == ()


def test_getting_up_and_walking_off_moves_the_hip() -> None:
    motion = move(Lean(0.0), Walk(-2.0))
    place = motion.compute_place(TIME_S)
    assert place[200] == 0.0
    assert place[-1] == pytest.approx(-2.0)
    assert abs(motion.compute_trunk_deg(TIME_S)[-1]) == pytest.approx(6.0)
    assert motion.repetitions == ()


def test_a_hold_of_no_time_is_left_out() -> None:
    (only,) = move(PlannedRepetition(top_hold_s=0.0, rest_s=0.0)).repetitions
    assert only.times.top_hold_s == 0.0
