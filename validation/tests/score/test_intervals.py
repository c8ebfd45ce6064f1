"""Wilson's intervals."""

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.score.intervals import Share


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_nought_and_one(counts: tuple[int, int]) -> None:
    share = Share(*counts)
    low, high = share.compute_interval()
    assert 0.0 <= low <= share.value <= high <= 1.0


@pytest.mark.parametrize("n", [1, 249, 250, 1999])
def test_rounding_leaves_none_and_all_within_their_intervals(n: int) -> None:
    assert Share(0, n).compute_interval()[0] == 0.0
    assert Share(n, n).compute_interval()[1] == 1.0


def test_the_interval_is_the_published_one() -> None:
    # Wilson's interval of 10 in 100 at 95 %, by hand from the formula.
    assert Share(10, 100).compute_interval() == pytest.approx((0.0552, 0.1744), abs=1e-4)


def test_more_trials_make_it_narrower() -> None:
    few, many = Share(9, 10).compute_interval(), Share(900, 1000).compute_interval()
    assert many[1] - many[0] < few[1] - few[0]


def test_nothing_tried_tells_nothing() -> None:
    assert isnan(Share(0, 0).value)
    assert Share(0, 0).compute_interval() == (0.0, 1.0)
