from math import isnan, nan, sin
from statistics import median

import pytest

from cleanrep.geometry.fixed_lag import FixedLagMedian

LAG_S = 0.1


def smooth(series: list[tuple[float, float]]) -> list[tuple[float, float]]:
    smoother = FixedLagMedian(LAG_S)
    done = [moment for time_s, value in series for moment in smoother.push(time_s, value)]
    return done + smoother.finish()


def test_every_moment_comes_out_once_and_in_order() -> None:
    series = [(index * 0.04, float(index)) for index in range(50)]
    assert [time_s for time_s, _ in smooth(series)] == [time_s for time_s, _ in series]


def test_a_moment_is_told_within_its_lag_and_a_sample() -> None:
    smoother = FixedLagMedian(LAG_S)
    for index in range(50):
        now_s = index * 0.04
        for time_s, _ in smoother.push(now_s, 1.0):
            assert now_s - time_s <= LAG_S + 0.04 + 1e-9


def test_a_ramp_is_kept_and_a_single_outlier_is_not_seen() -> None:
    series = [(index * 0.04, 2.0 * index) for index in range(50)]
    series[20] = (series[20][0], 500.0)
    smoothed = smooth(series)
    for index in range(5, 45):
        if index != 20:
            assert smoothed[index][1] == pytest.approx(2.0 * index, abs=2.1)
    assert smoothed[20][1] < 50.0


def test_value_is_the_median_of_the_centred_window() -> None:
    series = [(index / 30, sin(index)) for index in range(40)]
    for time_s, value in smooth(series)[5:-5]:
        inside = [item for moment_s, item in series if abs(moment_s - time_s) <= LAG_S + 1e-9]
        assert value == pytest.approx(median(inside))


def test_a_moment_that_was_not_seen_stays_so() -> None:
    series = [(index * 0.04, nan if 10 <= index < 13 else 1.0) for index in range(30)]
    smoothed = smooth(series)
    assert [index for index, (_, value) in enumerate(smoothed) if isnan(value)] == [10, 11, 12]


def test_what_was_not_seen_has_no_part_in_its_neighbours_median() -> None:
    series = [(index / 30, nan if index % 5 in {0, 3} else sin(index)) for index in range(40)]
    for (time_s, own), (moment_s, value) in zip(series[:-5], smooth(series)[:-5], strict=True):
        seen = [item for at_s, item in series if abs(at_s - time_s) <= LAG_S + 1e-9 and not isnan(item)]
        assert moment_s == time_s
        assert isnan(value) if isnan(own) else value == pytest.approx(median(seen))


def test_a_faster_camera_gives_the_same_curve() -> None:
    slow = dict(smooth([(index / 25, sin(index / 25)) for index in range(100)]))
    fast = dict(smooth([(index / 100, sin(index / 100)) for index in range(400)]))
    for time_s in (1.0, 2.0, 3.0):
        assert slow[time_s] == pytest.approx(fast[time_s], abs=0.005)
