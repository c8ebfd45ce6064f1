from collections.abc import Callable
from dataclasses import replace
from math import isnan, sqrt

import numpy as np
import pytest

from cleanrep.measures.registry import take_measures
from cleanrep.measures.tempo import measure_bottom_hold_s, measure_settle_velocity_deg_s
from cleanrep.measures.window import RepetitionWindow
from cleanrep.testing import Course, Lean, Pause, PlannedRepetition, make_set

MakeWindow = Callable[..., RepetitionWindow]
RANGE_DEG = 58.0


def test_times_are_those_of_the_fit(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(PlannedRepetition(lift_s=1.5, top_hold_s=0.7, lower_s=3.0)))
    assert readings["concentric_s"].value == pytest.approx(1.5)
    assert readings["top_hold_s"].value == pytest.approx(0.7)
    assert readings["eccentric_s"].value == pytest.approx(3.0)
    assert readings["time_under_tension_s"].value == pytest.approx(5.2)


def test_what_counts_as_held_is_taken_from_lift_and_lowering(make_window: MakeWindow) -> None:
    window = make_window(PlannedRepetition(lift_s=1.5, top_hold_s=0.7, lower_s=3.0))
    counted = take_measures(replace(window, fit=replace(window.fit, held_before_s=0.2, held_after_s=0.5)))
    assert counted["concentric_s"].value == pytest.approx(1.3)
    assert counted["top_hold_s"].value == pytest.approx(1.4)
    assert counted["eccentric_s"].value == pytest.approx(2.5)
    alone = {"concentric_s", "top_hold_s", "eccentric_s"}
    moved = {name for name, reading in take_measures(window).items() if reading.value != counted[name].value}
    # Not seen is not equal to itself.
    assert alone <= moved
    assert all(isnan(counted[name].value) for name in moved - alone)


def share_of_slow_end(duration_s: float) -> float:
    """Share of a minimum-jerk movement, at one end, that is slower than 8 deg/s: 30 A/T s^2 (1-s)^2 < 8."""
    product = sqrt(8.0 * duration_s / (30.0 * RANGE_DEG))
    return 0.5 - sqrt(0.25 - product)


def test_dwell_is_the_rest_with_the_slow_ends_on_either_side(make_window: MakeWindow) -> None:
    plan = [PlannedRepetition(lift_s=1.8, lower_s=2.6, rest_s=0.8)] * 2
    expected_s = 2.6 * share_of_slow_end(2.6) + 0.8 + 1.8 * share_of_slow_end(1.8)
    assert take_measures(make_window(*plan))["bottom_dwell_s"].value == pytest.approx(expected_s, abs=0.1)


def test_a_trunk_that_rests_again_further_up_has_left_the_bottom(make_window: MakeWindow) -> None:
    window = make_window(PlannedRepetition(lower_s=2.6, rest_s=0.4), Lean(RANGE_DEG - 8.0, 0.5), Pause(1.0))
    expected_s = 2.6 * share_of_slow_end(2.6) + 0.4
    assert take_measures(window)["bottom_dwell_s"].value == pytest.approx(expected_s, abs=0.15)


def test_a_bounce_does_not_dwell(make_window: MakeWindow) -> None:
    plan = (
        PlannedRepetition(lower_s=1.2, rest_s=0.0, lower_course=Course.FALLING),
        PlannedRepetition(lift_course=Course.REBOUNDING),
    )
    assert take_measures(make_window(*plan))["bottom_dwell_s"].value < 0.1


def test_a_trunk_at_rest_before_the_next_lift_has_no_velocity(make_window: MakeWindow) -> None:
    plan = [PlannedRepetition()] * 2
    times = make_set(plan).repetitions[0].times
    reading = measure_settle_velocity_deg_s(times, make_window(*plan, index=1))
    assert reading.value == pytest.approx(0.0, abs=1.0)
    assert reading.time_s == pytest.approx(make_set(plan).repetitions[1].times.start_s - 0.4)


def test_velocity_before_the_next_lift_is_that_of_the_lowering_that_is_not_over(make_window: MakeWindow) -> None:
    plan = [PlannedRepetition(lower_s=1.0, rest_s=0.0), PlannedRepetition()]
    share = np.linspace(0.6, 0.9, 1000)
    velocity = 30.0 * RANGE_DEG / 1.0 * share**2 * (1.0 - share) ** 2
    reading = measure_settle_velocity_deg_s(make_set(plan).repetitions[0].times, make_window(*plan, index=1))
    assert reading.value == pytest.approx(float(np.sqrt(np.mean(velocity**2))), rel=0.1)


def test_bottom_hold_is_the_time_to_the_next_lift(make_window: MakeWindow) -> None:
    plan = [PlannedRepetition(rest_s=0.65)] * 2
    reading = measure_bottom_hold_s(make_set(plan).repetitions[0].times, make_window(*plan, index=1))
    assert reading.value == pytest.approx(0.65)


def test_a_lowering_that_is_over_only_in_the_next_lift_leaves_no_hold(make_window: MakeWindow) -> None:
    plan = [PlannedRepetition()] * 2
    first, second = (item.times for item in make_set(plan).repetitions)
    window = make_window(*plan, index=1)
    assert measure_bottom_hold_s(replace(first, end_s=second.start_s + 0.2), window).value == 0.0
    # Unrest before the next lift is shown within the lowering, not at the top before it.
    late = replace(first, top_end_s=second.start_s - 0.2)
    assert measure_settle_velocity_deg_s(late, window).time_s == late.top_end_s
