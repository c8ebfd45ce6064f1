from collections.abc import Callable
from dataclasses import dataclass, replace
from math import nan
from typing import Any

import numpy as np
import pytest

from cleanrep.measures.drift import FOOT_WANDER_PCT, HIP_WANDER_CM, TRUNK_PER_STATURE, _take_off_trunk
from cleanrep.measures.registry import take_measures
from cleanrep.measures.window import TRUNK_M, TRUNK_SIGNAL, RepetitionWindow
from cleanrep.model.repetition import PhaseTimes
from cleanrep.signals.stretch import NEAR_ROWS
from cleanrep.testing import Camera, Lifter
from cleanrep.testing.motion import Segment

MakeWindow = Callable[..., RepetitionWindow]
MakeSwaying = Callable[[float], Any]


@dataclass(frozen=True)
class SlidingAtTheTop:
    """A repetition in which the whole body slides forward by a share of the trunk during the pause, and stays there."""

    shift: float
    times = PhaseTimes(1.0, 2.8, 3.8, 6.4)

    def make_segments(self, trunk_deg: float) -> tuple[Segment, ...]:
        return (
            Segment(1.8, 0.0),
            Segment(1.0, place=self.shift),
            Segment(2.6, trunk_deg),
            Segment(0.8),
        )


def test_hips_and_feet_that_stay_do_not_drift(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(camera=Camera(noise_deg=0.3)))
    assert readings["hip_drift_cm"].value == 0.0
    assert readings["foot_drift_pct"].value == 0.0


@pytest.mark.parametrize("shift", [0.15, 0.3])
def test_drift_is_the_way_less_what_the_pose_model_shows_of_a_still_joint(
    make_window: MakeWindow, shift: float
) -> None:
    plan = SlidingAtTheTop(shift)
    readings = take_measures(make_window(plan, times=plan.times))
    assert readings["hip_drift_cm"].value == pytest.approx(50.0 * shift - HIP_WANDER_CM, rel=0.15)
    expected_pct = 100.0 * shift * TRUNK_PER_STATURE - FOOT_WANDER_PCT
    assert readings["foot_drift_pct"].value == pytest.approx(expected_pct, rel=0.15)


@pytest.mark.parametrize(
    ("moved", "drifting", "still"),
    [
        (("HIP",), "hip_drift_cm", "foot_drift_pct"),
        (("ANKLE", "HEEL", "FOOT_INDEX"), "foot_drift_pct", "hip_drift_cm"),
    ],
)
def test_hip_and_foot_drift_each_for_itself(
    make_window: MakeWindow, moved: tuple[str, ...], drifting: str, still: str
) -> None:
    window = make_window()
    points_px, times = window.stretch.points_px.copy(), window.fit.times
    later = window.slice_samples((times.top_start_s + times.top_end_s) / 2, times.end_s)
    for part in moved:
        points_px[NEAR_ROWS[part], 0, later] += 0.15 * 110.0
    stretch = replace(window.stretch, points_px=points_px)
    readings = take_measures(replace(window, stretch=stretch, _signals={TRUNK_SIGNAL: window.signal(TRUNK_SIGNAL)}))
    assert readings[drifting].value > 1.0
    assert readings[still].value == 0.0


def test_a_trunk_that_stands_still_takes_nothing_off() -> None:
    place_px = np.array([[0.0, 1.0, 2.0], [5.0, 5.0, 8.0]])
    assert _take_off_trunk(place_px, np.full(3, 20.0)) == pytest.approx(place_px)


def test_what_follows_the_trunk_is_left_to_the_pose_model(make_window: MakeWindow, make_swaying: MakeSwaying) -> None:
    plan = make_swaying(0.15)
    assert take_measures(make_window(plan, times=plan.times))["hip_drift_cm"].value == 0.0


def test_drift_does_not_depend_on_the_size_in_the_picture(make_window: MakeWindow) -> None:
    plan = SlidingAtTheTop(0.3)
    values = [
        take_measures(make_window(plan, times=plan.times, lifter=Lifter(trunk_px=trunk_px)))["hip_drift_cm"].value
        for trunk_px in (60.0, 180.0)
    ]
    assert values[0] == pytest.approx(values[1])


def test_the_trunk_has_its_length_in_pixels_and_metres(make_window: MakeWindow) -> None:
    window = make_window(lifter=Lifter(trunk_px=140.0))
    assert window.trunk_px == pytest.approx(140.0)
    assert window.trunk_m == pytest.approx(0.5, abs=0.01)


def test_a_trunk_without_a_metric_skeleton_has_the_usual_length(make_window: MakeWindow) -> None:
    window = make_window()
    flat = replace(window.stretch, world_m=np.full_like(window.stretch.world_m, nan))
    assert replace(window, stretch=flat, _signals={}).trunk_m == TRUNK_M


def test_a_hip_that_was_hidden_for_half_the_repetition_is_not_measured(make_window: MakeWindow) -> None:
    readings = take_measures(make_window(camera=Camera(gaps_s=((2.0, 4.8),))))
    assert readings["hip_drift_cm"].reason == "the hip was not seen throughout"
    assert readings["foot_drift_pct"].reason == "the foot was not seen throughout"
