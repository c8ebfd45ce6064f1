"""Median and percentiles are numpy's, to the last digit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.geometry.quantiles import compute_median, compute_percentiles

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


@given(VALUES)
def test_median_is_numpys(values: list[float]) -> None:
    assert compute_median(np.array(values)) == float(np.median(values))


@given(VALUES, st.floats(0.0, 100.0))
def test_percentile_is_numpys(values: list[float], percent: float) -> None:
    assert compute_percentiles(np.array(values), percent) == (float(np.percentile(values, percent)),)


def test_several_percentiles_come_in_the_order_asked_for() -> None:
    assert compute_percentiles(np.array([3.0, 1.0, 2.0]), 100.0, 0.0, 50.0) == (3.0, 1.0, 2.0)
