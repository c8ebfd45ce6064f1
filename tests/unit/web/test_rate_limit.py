from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleanrep.web import rate_limit
from cleanrep.web.rate_limit import RateLimiter, TokenBucket


@given(st.lists(st.floats(0.0, 2.0), max_size=60), st.floats(0.5, 5.0), st.integers(1, 10))
def test_no_more_than_capacity_and_what_flowed_in_is_given(steps_s: list[float], rate: float, capacity: int) -> None:
    now_s = 0.0
    bucket = TokenBucket(rate, capacity, lambda: now_s)
    n_given = 0
    for step_s in steps_s:
        now_s += step_s
        n_given += bucket.take()
    assert n_given <= capacity + rate * now_s + 1e-9


def test_large_draft_is_refused_whole() -> None:
    bucket = TokenBucket(1.0, 10.0, lambda: 0.0)
    assert not bucket.take(11.0)
    assert bucket.take(10.0)
    assert not bucket.take()


def test_limiter_forgets_clients_instead_of_growing() -> None:
    limiter = RateLimiter(0.0, 1.0, clock=lambda: 0.0)
    for index in range(rate_limit.MAX_CLIENTS + 50):
        assert limiter.allows(str(index))
    assert not limiter.allows(str(rate_limit.MAX_CLIENTS + 49))
    assert limiter.allows("0")
