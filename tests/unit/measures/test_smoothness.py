from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import find_peaks

from cleanrep.measures.registry import take_measures
from cleanrep.measures.smoothness import compute_sparc, count_peaks
from cleanrep.measures.window import RepetitionWindow
from cleanrep.model.repetition import PhaseTimes
from cleanrep.testing import Camera, PlannedRepetition
from cleanrep.testing.motion import Segment

MakeWindow = Callable[..., RepetitionWindow]
MIN_JERK_SPARC = -1.41


@dataclass(frozen=True)
class LiftWithStops:
    """A lift in several parts of 0.7 s with pauses of 0.2 s between them, held and lowered."""

    n_parts: int

    def make_segments(self, trunk_deg: float) -> tuple[Segment, ...]:
        levels = np.linspace(trunk_deg, 0.0, self.n_parts + 1)[1:]
        parts = [part for level in levels for part in (Segment(0.7, float(level)), Segment(0.2))]
        return (*parts, Segment(0.8), Segment(2.6, trunk_deg), Segment(0.8))

    @property
    def times(self) -> PhaseTimes:
        top_start_s = 1.0 + 0.9 * self.n_parts - 0.2
        return PhaseTimes(1.0, top_start_s, top_start_s + 1.0, top_start_s + 3.6)


@pytest.mark.parametrize("duration_s", [0.8, 1.8, 3.0])
def test_spectral_arc_length_of_minimum_jerk_does_not_depend_on_its_duration(duration_s: float) -> None:
    share = np.arange(0.0, 1.0, 1.0 / (60.0 * duration_s))
    assert compute_sparc(share**2 * (1.0 - share) ** 2, 60.0) == pytest.approx(MIN_JERK_SPARC, abs=0.05)


def test_spectral_arc_length_does_not_depend_on_the_size_of_the_movement() -> None:
    share = np.arange(0.0, 1.0, 0.01)
    velocity = share**2 * (1.0 - share) ** 2
    assert compute_sparc(velocity, 60.0) == pytest.approx(compute_sparc(1000.0 * velocity, 60.0))


def test_what_lies_above_six_hertz_does_not_count() -> None:
    time_s = np.arange(0.0, 2.0, 1.0 / 60.0)
    share = time_s / 2.0
    smooth = share**2 * (1.0 - share) ** 2
    ripple = 0.3 * smooth.max() * np.sin(2.0 * np.pi * 8.0 * time_s)
    assert compute_sparc(smooth + ripple, 60.0) == pytest.approx(MIN_JERK_SPARC, abs=0.1)
    slow_ripple = 0.3 * smooth.max() * np.sin(2.0 * np.pi * 4.0 * time_s)
    assert compute_sparc(smooth + slow_ripple, 60.0) < MIN_JERK_SPARC - 0.3


def test_no_motion_has_no_arc_length() -> None:
    assert isnan(compute_sparc(np.zeros(100), 60.0))


@given(st.lists(st.integers(-40, 40), min_size=1, max_size=40, unique=True), st.integers(1, 40))
def test_peaks_are_those_of_scipy(speeds: list[int], prominence: int) -> None:
    # Not on a whole number, so that none is as high as the rests on either side.
    velocity = np.array(speeds) + 0.5
    peaks, _ = find_peaks(np.concatenate([[0.0], velocity, [0.0]]), prominence=prominence)
    assert count_peaks(velocity, float(prominence)) == peaks.size


def test_two_peaks_as_high_as_each_other_count_as_two_only_with_a_dip_between_them() -> None:
    assert count_peaks(np.array([50.0, 45.0, 50.0]), 12.0) == 1
    assert count_peaks(np.array([50.0, 20.0, 50.0]), 12.0) == 2


def test_a_smooth_lift_reads_as_minimum_jerk_with_one_peak(make_window: MakeWindow) -> None:
    readings = take_measures(make_window())
    assert readings["sparc"].value == pytest.approx(MIN_JERK_SPARC, abs=0.05)
    assert readings["n_velocity_peaks"].value == 1.0


@pytest.mark.parametrize("n_parts", [2, 3])
def test_a_lift_that_stops_has_a_peak_for_each_part(make_window: MakeWindow, n_parts: int) -> None:
    plan = LiftWithStops(n_parts)
    readings = take_measures(make_window(plan, times=plan.times))
    assert readings["n_velocity_peaks"].value == n_parts
    assert readings["sparc"].value < MIN_JERK_SPARC - 0.4


def test_the_noise_of_a_pose_model_leaves_a_smooth_lift_smooth(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(PlannedRepetition(), camera=Camera(noise_deg=0.4)))
    assert readings["n_velocity_peaks"].value == 1.0
    assert readings["sparc"].value > -1.9


def test_a_lift_with_a_gap_is_not_judged_for_smoothness(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(camera=Camera(gaps_s=((1.5, 2.3),))))
    assert readings["sparc"].reason == "the lift was not seen whole"
    assert readings["n_velocity_peaks"].reason == "the lift was not seen whole"


def test_a_track_that_shakes_is_not_judged_for_smoothness(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(PlannedRepetition(), camera=Camera(noise_deg=1.6)))
    for name in ("sparc", "n_velocity_peaks", "eccentric_peak_to_mean", "hip_drift_cm", "foot_drift_pct"):
        assert "unsteady" in (readings[name].reason or "")
    assert readings["range_of_motion_deg"].reason is None
