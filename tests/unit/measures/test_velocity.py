from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
import pytest
from scipy.special import betainc

from cleanrep.measures.registry import take_measures
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.repetition import PhaseTimes
from cleanrep.testing import Camera, Course, PlannedRepetition
from cleanrep.testing.motion import Segment

MakeWindow = Callable[..., RepetitionWindow]
RANGE_DEG = 58.0


@dataclass(frozen=True)
class SkewedLift:
    """A lift by the incomplete beta course that is fastest at `peak`, in a piece for each frame."""

    peak: float
    times = PhaseTimes(1.0, 2.8, 3.8, 6.4)

    def make_segments(self, _trunk_deg: float) -> tuple[Segment, ...]:
        way = betainc(1.0 + 4.0 * self.peak, 5.0 - 4.0 * self.peak, np.linspace(0.0, 1.0, 46)[1:])
        lift = [Segment(0.04, RANGE_DEG * (1.0 - float(done))) for done in way]
        return (*lift, Segment(1.0), Segment(2.6, RANGE_DEG), Segment(0.8))


@pytest.mark.parametrize("lift_s", [1.2, 1.8, 3.0])
def test_a_minimum_jerk_lift_peaks_at_1_875_of_range_over_duration(make_window: MakeWindow, lift_s: float) -> None:
    readings = take_measures(make_window(PlannedRepetition(lift_s=lift_s)))
    assert readings["peak_velocity_deg_s"].value == pytest.approx(1.875 * RANGE_DEG / lift_s, rel=0.03)
    assert readings["peak_velocity_per_range_1_s"].value == pytest.approx(1.875 / lift_s, rel=0.03)
    assert readings["time_to_peak_velocity_share"].value == pytest.approx(0.5, abs=0.02)


def test_a_snatched_start_peaks_early(make_window: MakeWindow) -> None:
    plan = PlannedRepetition(lift_course=Course.REBOUNDING)
    assert take_measures(make_window(plan))["time_to_peak_velocity_share"].value < 0.2


def test_a_lift_that_is_nearly_over_at_once_peaks_at_its_start_and_not_before(make_window: MakeWindow) -> None:
    plan = SkewedLift(0.0)
    assert take_measures(make_window(plan, times=plan.times))["time_to_peak_velocity_share"].value == 0.0


def test_a_trunk_that_stays_where_it_is_has_no_share_of_a_way(make_window: MakeWindow) -> None:
    window = make_window(PlannedRepetition(top_deg=RANGE_DEG))
    readings = take_measures(replace(window, velocity_deg_s=np.zeros_like(window.velocity_deg_s)))
    for name, reason in (
        ("peak_velocity_per_range_1_s", "no range of motion"),
        ("time_to_peak_velocity_share", "the lift has no way up"),
        ("eccentric_peak_to_mean", "the lowering has no way down"),
    ):
        assert readings[name].reason == reason


@pytest.mark.parametrize("peak", [0.2, 0.35, 0.65])
def test_the_time_to_the_peak_does_not_lean_on_the_fitted_ends(make_window: MakeWindow, peak: float) -> None:
    plan = SkewedLift(peak)
    late = replace(plan.times, start_s=plan.times.start_s + 0.08, top_start_s=plan.times.top_start_s - 0.08)
    for times in (plan.times, late):
        reading = take_measures(make_window(plan, times=times))["time_to_peak_velocity_share"]
        assert reading.value == pytest.approx(peak, abs=0.03)


def test_where_phases_do_not_follow_an_unsteady_trunk_neither_pause_nor_start_is_told(make_window: MakeWindow) -> None:
    unsteady = make_window(camera=Camera(noise_deg=1.5))
    told, untold = (
        take_measures(replace(unsteady, fit=replace(unsteady.fit, top_deg=58.0, residual_deg=residual_deg)))
        for residual_deg in (1.6, 1.9)
    )
    for name in ("top_hold_s", "time_to_peak_velocity_share"):
        assert told[name].reason is None
        assert "unsteady" in (untold[name].reason or "")


def test_a_drop_shows_in_its_peak_however_late_the_fit_begins_it(make_window: MakeWindow) -> None:
    slow, quick = (
        take_measures(make_window(PlannedRepetition(lower_s=lower_s)))["eccentric_peak_velocity_per_range_1_s"]
        for lower_s in (2.4, 1.2)
    )
    assert slow.value == pytest.approx(1.875 / 2.4, rel=0.03)
    assert quick.value == pytest.approx(1.875 / 1.2, rel=0.03)
    whole = make_window(PlannedRepetition(lower_s=1.2))
    times = replace(whole.fit.times, top_end_s=whole.fit.times.top_end_s - 0.4)
    early = take_measures(replace(whole, fit=replace(whole.fit, times=times)))
    assert early["eccentric_peak_velocity_per_range_1_s"].value == pytest.approx(quick.value, rel=0.02)


def test_a_minimum_jerk_lowering_peaks_at_1_875_of_its_mean(make_window: MakeWindow) -> None:
    reading = take_measures(make_window())["eccentric_peak_to_mean"]
    assert reading.value == pytest.approx(1.875, rel=0.02)


def test_a_dropped_trunk_is_faster_at_the_end_than_on_average(make_window: MakeWindow) -> None:
    smooth = take_measures(make_window(PlannedRepetition(lower_s=2.0)))["eccentric_peak_to_mean"]
    dropped = take_measures(make_window(PlannedRepetition(lower_s=2.0, lower_course=Course.FALLING)))
    assert dropped["eccentric_peak_to_mean"].value == pytest.approx(2.0, rel=0.12)
    assert dropped["eccentric_peak_to_mean"].time_s is not None
    assert smooth.time_s is not None
    assert dropped["eccentric_peak_to_mean"].time_s > smooth.time_s


def test_a_controlled_turn_has_the_deceleration_of_minimum_jerk(make_window: MakeWindow) -> None:
    reading = take_measures(make_window(PlannedRepetition(lower_s=2.0)))["turn_acceleration_deg_s2"]
    # 10 / sqrt(3) A / T^2, at 21 % from the end: within the span that is looked at only for quick lowerings.
    assert reading.value <= 10.0 / sqrt(3.0) * RANGE_DEG / 2.0**2 * 1.05
    quick = take_measures(make_window(PlannedRepetition(lower_s=1.0)))["turn_acceleration_deg_s2"]
    assert quick.value == pytest.approx(10.0 / sqrt(3.0) * RANGE_DEG / 1.0**2, rel=0.1)


def test_a_snap_after_the_rest_is_not_the_turns(make_window: MakeWindow) -> None:
    plan = (PlannedRepetition(rest_s=0.7), PlannedRepetition(lift_s=0.4))
    assert take_measures(make_window(*plan))["turn_acceleration_deg_s2"].value < 100.0


def test_an_elastic_turn_peaks_at_its_change_of_speed_times_the_filter(make_window: MakeWindow) -> None:
    plan = (
        PlannedRepetition(lower_s=1.2, rest_s=0.0, lower_course=Course.FALLING),
        PlannedRepetition(lift_s=1.3, lift_course=Course.REBOUNDING),
    )
    change_deg_s = 2.0 * RANGE_DEG / 1.2 + 2.0 * RANGE_DEG / 1.3
    # Peak of the impulse response of a second-order Butterworth at 3 Hz run twice: 3 pi / sqrt 2 per second.
    expected = change_deg_s * 3.0 * 3.1416 / sqrt(2.0)
    assert take_measures(make_window(*plan))["turn_acceleration_deg_s2"].value == pytest.approx(expected, rel=0.1)
