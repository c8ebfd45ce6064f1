"""What a lift added is nothing for a smooth one, and what physics says for a quick one."""

import numpy as np
import pytest

from cleanrep.load.body import Lifter
from cleanrep.load.course import Course, cut_course, smooth_lift
from cleanrep.load.curve import Setup, compute_static_curve, compute_tempo_curve
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.measured import measure_repetition
from cleanrep.model.repetition import PhaseTimes
from cleanrep.model.report import Trace
from cleanrep.model.training import TempoPrescription
from cleanrep.testing.motion import Course as Shape
from cleanrep.testing.motion import Motion, Pause, PlannedRepetition

START_S = 2.0


def make_trace(repetition: PlannedRepetition, *, noise_deg: float = 0.0, rate_hz: float = 50.0) -> Trace:
    motion = Motion([Pause(START_S), repetition, Pause(2.0)], start_deg=60.0)
    time_s = np.arange(0.0, motion.duration_s, 1.0 / rate_hz)
    noise = np.random.default_rng(5).normal(0.0, noise_deg, time_s.size)
    return Trace(time_s, motion.compute_trunk_deg(time_s) + noise)


def make_course(repetition: PlannedRepetition, *, noise_deg: float = 0.0) -> Course:
    top_s = START_S + repetition.lift_s
    down_s = top_s + repetition.top_hold_s
    course = cut_course(
        make_trace(repetition, noise_deg=noise_deg), PhaseTimes(START_S, top_s, down_s, down_s + repetition.lower_s)
    )
    assert course is not None
    return course


@pytest.fixture
def setup(lifter: Lifter) -> Setup:
    return Setup(lifter, load_machine("standing-lever"), 40.0)


SMOOTH = PlannedRepetition(lift_s=1.5, bottom_deg=60.0)


def test_a_measured_smooth_repetition_is_the_tempo_curve(setup: Setup) -> None:
    moment = measure_repetition(setup, make_course(SMOOTH), index=1)
    tempo = TempoPrescription(1.5, 1.0, 2.6, 0.0)
    expected = compute_tempo_curve(setup, tempo)
    assert moment.peak_n_m.value == pytest.approx(float(expected.moments.l5s1_n_m.max()), rel=0.02)
    assert moment.mean_n_m.value == pytest.approx(
        float(np.trapezoid(expected.moments.l5s1_n_m, expected.time_s) / expected.time_s[-1]), rel=0.02
    )
    assert moment.time_under_load_s == pytest.approx(1.5 + 1.0 + 2.6)


def test_a_very_slow_lift_peaks_as_held_still_but_for_friction(setup: Setup) -> None:
    slow = PlannedRepetition(lift_s=12.0, lower_s=12.0, bottom_deg=60.0)
    still = float(compute_static_curve(setup).moments.l5s1_n_m.max())
    assert measure_repetition(setup, make_course(slow), index=1).peak_n_m.value == pytest.approx(still, rel=0.06)


def test_a_smooth_lift_adds_nothing_to_a_smooth_one(setup: Setup) -> None:
    moment = measure_repetition(setup, make_course(SMOOTH), index=1)
    assert moment.added_n_m is not None
    assert abs(moment.added_n_m.value) < 0.01 * moment.smooth_peak_n_m


@pytest.mark.parametrize(
    "snapped",
    [
        PlannedRepetition(lift_s=0.6, bottom_deg=60.0),
        PlannedRepetition(lift_s=1.5, lift_course=Shape.REBOUNDING, bottom_deg=60.0),
    ],
)
def test_a_snap_adds_to_a_smooth_lift_at_the_prescribed_tempo(setup: Setup, snapped: PlannedRepetition) -> None:
    moment = measure_repetition(setup, make_course(snapped, noise_deg=0.2), index=1, smooth_lift_s=1.5)
    assert moment.added_n_m is not None
    assert moment.added_n_m.low > 0.15 * moment.smooth_peak_n_m
    assert moment.lift_peak_n_m - moment.smooth_peak_n_m == pytest.approx(moment.added_n_m.value)


def test_noise_of_the_camera_is_within_what_is_said_of_it(setup: Setup) -> None:
    moment = measure_repetition(setup, make_course(SMOOTH, noise_deg=0.3), index=1, smooth_lift_s=1.5)
    assert moment.added_n_m is not None
    assert moment.added_n_m.low < 0 < moment.added_n_m.high


def test_an_unsteady_track_tells_nothing_of_a_snap(setup: Setup) -> None:
    moment = measure_repetition(setup, make_course(SMOOTH, noise_deg=1.0), index=1)
    assert moment.added_n_m is None
    assert moment.peak_n_m.value > 0


def test_intervals_hold_the_value_and_repeat_by_seed(setup: Setup) -> None:
    course = make_course(SMOOTH)
    first, again, other = (measure_repetition(setup, course, index=1, seed=seed) for seed in (3, 3, 4))
    assert first.peak_n_m == again.peak_n_m
    assert first.peak_n_m.low != other.peak_n_m.low
    for estimate in (first.peak_n_m, first.mean_n_m):
        assert estimate.low < estimate.value < estimate.high


def test_the_smooth_lift_keeps_angles_and_takes_its_own_time() -> None:
    course = make_course(PlannedRepetition(lift_s=0.8, bottom_deg=60.0))
    ideal = smooth_lift(course, 1.5)
    assert ideal.times.concentric_s == pytest.approx(1.5)
    assert ideal.angle_deg[ideal.is_lift][[0, -1]] == pytest.approx(course.angle_deg[course.is_lift][[0, -1]], abs=2.0)


def test_a_trunk_not_seen_for_long_has_no_course() -> None:
    trace = make_trace(SMOOTH)
    times = PhaseTimes(START_S, 3.5, 4.5, 7.1)
    hidden = np.where((trace.time_s > 3.0) & (trace.time_s < 3.8), np.nan, trace.angle_deg)
    assert cut_course(Trace(trace.time_s, hidden), times) is None
    assert cut_course(Trace(trace.time_s, np.full_like(hidden, np.nan)), times) is None
    blinked = np.where((trace.time_s > 3.0) & (trace.time_s < 3.2), np.nan, trace.angle_deg)
    assert cut_course(Trace(trace.time_s, blinked), times) is not None
