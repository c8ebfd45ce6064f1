"""Order statistics are numpy's."""

from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cleanrep.geometry.quantiles import (
    compute_median,
    compute_percentiles,
    compute_row_medians,
    compute_row_percentiles,
    compute_seen_share,
    find_highest,
    is_whole,
    sort_seen,
)
from cleanrep.model.arrays import FloatArray

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


@given(VALUES)
def test_median_is_numpys(values: list[float]) -> None:
    assert compute_median(np.array(values)) == float(np.median(values))


@given(VALUES, st.integers(0, 5))
def test_median_leaves_out_what_was_not_seen(values: list[float], n_unseen: int) -> None:
    assert compute_median(np.array([nan] * n_unseen + values)) == float(np.median(values))


def test_there_is_no_median_of_nothing() -> None:
    assert isnan(compute_median(np.array([])))
    assert isnan(compute_median(np.array([nan, nan])))


def test_what_was_seen_is_put_in_order() -> None:
    value = np.array([3.0, nan, 1.0, nan, 2.0])
    assert sort_seen(value).tolist() == [1.0, 2.0, 3.0]
    assert value[0] == 3.0


@pytest.mark.parametrize(
    ("values", "expected"), [([1.0, -1.0], True), ([1.0, nan], False), ([np.inf], False), ([], True)]
)
def test_a_series_is_whole_when_each_of_it_was_seen(values: list[float], expected: bool) -> None:
    assert is_whole(np.array(values)) == expected


def test_median_of_rows_is_that_of_each_whatever_was_not_seen_in_another() -> None:
    rows = np.array([[3.0, 1.0, 2.0, 7.0], [nan, 5.0, nan, 6.0], [nan, nan, nan, nan]])
    assert compute_row_medians(rows) == pytest.approx([2.5, 5.5, nan], nan_ok=True)


@given(VALUES, st.floats(0.0, 100.0))
def test_percentile_is_numpys(values: list[float], percent: float) -> None:
    assert compute_percentiles(np.array(values), percent) == (float(np.percentile(values, percent)),)


def test_several_percentiles_come_in_the_order_asked_for() -> None:
    assert compute_percentiles(np.array([3.0, 1.0, 2.0]), 100.0, 0.0, 50.0) == (3.0, 1.0, 2.0)


@given(arrays(np.float64, (3, 17), elements=st.floats(-1e3, 1e3)), st.floats(0.0, 100.0))
def test_percentile_of_rows_is_numpys(values: FloatArray, percent: float) -> None:
    assert compute_row_percentiles(values, percent)[0] == pytest.approx(np.percentile(values, percent, axis=1))


@given(st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), max_size=20))
def test_the_highest_is_the_first_highest_that_was_seen(values: list[float]) -> None:
    seen = [value for value in values if not isnan(value)]
    highest = find_highest(np.array(values))
    assert highest == (values.index(max(seen)) if seen else None)


def test_seen_share_leaves_out_what_is_not_finite() -> None:
    assert compute_seen_share(np.array([1.0, np.nan, np.inf, 2.0])) == 0.5
    assert compute_seen_share(np.array([1.0, 2.0])) == 1.0
