"""Peaks are counted as ``scipy.signal.find_peaks`` counts them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import find_peaks

from cleanrep.geometry.peaks import count_peaks


def test_small_bump_beside_a_large_one_is_no_peak() -> None:
    value = np.array([0.0, 10.0, 9.0, 9.5, 0.0])
    assert count_peaks(value, min_prominence=1.0) == 1
    assert count_peaks(value, min_prominence=0.5) == 2


def test_plateau_is_one_peak() -> None:
    assert count_peaks(np.array([0.0, 2.0, 2.0, 2.0, 1.0]), min_prominence=1.0) == 1


def test_ends_are_no_peaks() -> None:
    assert count_peaks(np.array([5.0, 1.0, 0.0, 3.0]), min_prominence=0.1) == 0
    assert count_peaks(np.array([1.0]), min_prominence=0.1) == 0


@given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.floats(0.1, 6.0))
def test_count_agrees_with_scipy(levels: list[int], prominence: float) -> None:
    value = np.array(levels, dtype=np.float64)
    expected = find_peaks(value, prominence=prominence)[0].size
    assert count_peaks(value, min_prominence=prominence) == expected
