from math import inf, isnan, nan
from statistics import median

import numpy as np
import pytest

from cleanrep.geometry.running_median import RunningMedian


def test_median_of_nothing_is_unknown() -> None:
    assert isnan(RunningMedian(0.5).value)


def test_median_is_right_to_the_width_of_a_bin() -> None:
    values = np.random.default_rng(3).normal(10.0, 4.0, 1001).tolist()
    running = RunningMedian(0.1)
    for value in values:
        running.push(value)
    assert running.value == pytest.approx(median(values), abs=0.1)
    assert len(running) == 1001


def test_what_was_not_seen_does_not_count() -> None:
    running = RunningMedian(1.0)
    for value in (nan, 4.2, inf, -inf):
        running.push(value)
    assert len(running) == 1
    assert running.value == 4.5


def test_frame_intervals_are_told_apart_by_their_rate() -> None:
    for rate_hz in (8.0, 25.0, 29.97, 60.0, 240.0):
        running = RunningMedian(0.00002)
        for _ in range(100):
            running.push(1.0 / rate_hz)
        assert 1.0 / running.value == pytest.approx(rate_hz, rel=0.003)
