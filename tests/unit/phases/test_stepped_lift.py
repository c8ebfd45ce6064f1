from dataclasses import replace

import numpy as np
import pytest
from scipy.special import betainc

from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import PhaseTimes
from cleanrep.phases.phase_fit import fit_phases
from cleanrep.phases.stepped_lift import find_stepped_ends, mend_stepped_lift

START_S, TOP_START_S, TOP_END_S, END_S = 1.0, 4.0, 4.8, 7.2
RISE_DEG = 60.0


def climb(share: FloatArray, n_steps: int) -> FloatArray:
    """0 to 1 in equal steps of minimum jerk with a stop between them."""
    place = np.clip(share, 0.0, 1.0) * n_steps
    done = np.minimum(np.floor(place), n_steps - 1)
    return np.asarray((done + betainc(3.0, 3.0, place - done)) / n_steps)


def lift_in_steps(n_steps: int, rate_hz: float = 25.0) -> tuple[FloatArray, FloatArray]:
    time_s = np.arange(0.0, 8.0, 1.0 / rate_hz)
    up = climb((time_s - START_S) / (TOP_START_S - START_S), n_steps)
    down = climb((time_s - TOP_END_S) / (END_S - TOP_END_S), 1)
    return time_s, RISE_DEG * (up - down)


@pytest.mark.parametrize("rate_hz", [15.0, 30.0])
@pytest.mark.parametrize("n_steps", [1, 2, 3])
def test_the_ends_are_those_of_the_first_and_last_step(n_steps: int, rate_hz: float) -> None:
    time_s, value_deg = lift_in_steps(n_steps, rate_hz)
    until_top = time_s < 4.4
    ends_s = find_stepped_ends(time_s[until_top], value_deg[until_top] / RISE_DEG)
    assert ends_s == pytest.approx((START_S, TOP_START_S), abs=0.08)


@pytest.mark.parametrize("kept", [slice(60, 110), slice(0, 60)])
def test_an_end_that_was_not_seen_is_not_found(kept: slice) -> None:
    time_s, value_deg = lift_in_steps(3)
    assert find_stepped_ends(time_s[kept], value_deg[kept] / RISE_DEG) is None


@pytest.mark.parametrize("n_steps", [2, 3])
def test_a_lift_that_stops_on_its_way_is_timed_from_its_first_to_its_last_step(n_steps: int) -> None:
    times = fit_phases(*lift_in_steps(n_steps)).times
    assert times.start_s == pytest.approx(START_S, abs=0.25)
    assert times.top_start_s == pytest.approx(TOP_START_S, abs=0.3)
    assert times.end_s == pytest.approx(END_S, abs=0.15)


def test_a_lift_in_one_movement_keeps_the_times_of_the_fit() -> None:
    fitted = PhaseTimes(START_S + 0.3, TOP_START_S, TOP_END_S, END_S)
    time_s, value_deg = lift_in_steps(1)
    little_deg = np.full(time_s.size, 0.02 * RISE_DEG)
    mended = mend_stepped_lift(fitted, time_s, risen_deg=value_deg, misfit_deg=little_deg, rise_deg=RISE_DEG)
    assert mended == fitted


def test_mended_times_stay_in_order() -> None:
    time_s, value_deg = lift_in_steps(3)
    fitted = replace(PhaseTimes(0.5, 4.5, 4.6, END_S), top_end_s=3.9)
    much_deg = np.full(time_s.size, 0.1 * RISE_DEG)
    mended = mend_stepped_lift(fitted, time_s, risen_deg=value_deg, misfit_deg=much_deg, rise_deg=RISE_DEG)
    assert mended.start_s < mended.top_start_s <= mended.top_end_s
