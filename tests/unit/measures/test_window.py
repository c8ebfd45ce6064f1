from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from cleanrep.measures.registry import take_measures
from cleanrep.measures.sight import find_seen_bottoms
from cleanrep.measures.window import GRID_RATE_HZ, RepetitionWindow, once
from cleanrep.testing import Camera, PlannedRepetition, make_set

MakeWindow = Callable[..., RepetitionWindow]


def test_velocity_is_positive_in_the_lift_and_negative_in_the_lowering(make_window: MakeWindow) -> None:
    window = make_window()
    times = window.fit.times
    assert window.rising_sign == -1
    assert np.mean(window.velocity_deg_s[window.slice_grid(times.start_s, times.top_start_s)]) > 20
    assert np.mean(window.velocity_deg_s[window.slice_grid(times.top_end_s, times.end_s)]) < -15


@pytest.mark.parametrize("frame_rate_hz", [15.0, 30.0, 120.0])
def test_the_grid_does_not_depend_on_the_frame_rate(make_window: MakeWindow, frame_rate_hz: float) -> None:
    window = make_window(camera=Camera(frame_rate_hz=frame_rate_hz, unevenness=0.5))
    reference = make_window()
    assert np.diff(window.grid_s) == pytest.approx(1.0 / GRID_RATE_HZ)
    read = np.interp(reference.grid_s[60:-60], window.grid_s, window.trunk_deg)
    assert read == pytest.approx(reference.trunk_deg[60:-60], abs=0.5)


def test_intervals_hold_their_start_and_not_their_end(make_window: MakeWindow) -> None:
    window = make_window()
    inside = window.stretch.time_s[window.slice_samples(1.0, 2.0)]
    assert inside[0] == pytest.approx(1.0)
    assert inside[-1] < 2.0
    assert window.grid_s[window.slice_grid(1.0, 2.0)].size == pytest.approx(GRID_RATE_HZ, abs=1)


def test_a_long_gap_stays_unseen(make_window: MakeWindow) -> None:
    window = make_window(camera=Camera(gaps_s=((1.5, 2.5),)))
    assert np.isnan(window.velocity_deg_s[window.slice_grid(1.6, 2.4)]).all()


@pytest.mark.parametrize(("side", "rising_sign"), [("left", -1), ("right", 1)])
@pytest.mark.parametrize("place", ["start_s", "top_start_s"])
def test_a_gap_at_the_start_or_the_top_does_not_turn_the_lift_round(
    lay_out: MakeWindow, place: str, side: Literal["left", "right"], rising_sign: int
) -> None:
    """Taken for the other side, the trunk's inclination rises in the lift, as in a sit-up."""
    times = make_set([PlannedRepetition()]).repetitions[0].times
    gap_s = (getattr(times, place) - 0.3, getattr(times, place) + 0.9)
    made = make_set([PlannedRepetition()], camera=Camera(gaps_s=(gap_s,)))
    window = lay_out(made.samples, times, Camera(side=side))
    assert np.isnan(window.trunk_deg[window.slice_grid(*gap_s)]).any()
    assert window.rising_sign == rising_sign


def test_what_is_asked_for_once_is_worked_out_once_for_each_window(make_window: MakeWindow) -> None:
    asked: list[RepetitionWindow] = []

    @once
    def count_samples(window: RepetitionWindow) -> int:
        asked.append(window)
        return len(window.stretch)

    windows = [make_window(), make_window(camera=Camera(frame_rate_hz=60.0))]
    n_samples = [count_samples(window) for window in windows * 2]
    assert asked == windows
    assert n_samples == 2 * [len(window.stretch) for window in windows]


def test_a_window_with_other_times_is_measured_anew(make_window: MakeWindow) -> None:
    window = make_window()
    times = window.fit.times
    before = take_measures(window)["concentric_s"].value
    later = replace(window, fit=replace(window.fit, times=replace(times, start_s=times.start_s + 0.5)))
    assert later.repetition.start > window.repetition.start
    assert take_measures(later)["concentric_s"].value == pytest.approx(before - 0.5)


def test_the_spans_of_a_repetition_lie_one_behind_the_other(make_window: MakeWindow) -> None:
    window = make_window()
    before, after = find_seen_bottoms(window)
    assert before.stop == window.repetition.start
    assert after.start == window.repetition.stop
    assert window.repetition.start < window.top.start < window.top.stop < window.repetition.stop
    assert window.grid_s[window.lift][-1] < window.fit.times.top_start_s
