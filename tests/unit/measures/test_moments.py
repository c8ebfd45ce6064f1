import pytest

from cleanrep.measures.moments import find_bottom_spans, find_top_span
from cleanrep.model.repetition import PhaseTimes

HELD = PhaseTimes(1.0, 2.5, 3.5, 6.0)


def test_the_top_is_the_hold() -> None:
    assert find_top_span(HELD) == (2.5, 3.5)


@pytest.mark.parametrize("top_end_s", [2.5, 2.6])
def test_a_short_hold_is_widened_about_its_middle(top_end_s: float) -> None:
    start_s, end_s = find_top_span(PhaseTimes(1.0, 2.5, top_end_s, 6.0), 0.4)
    assert end_s - start_s == pytest.approx(0.4)
    assert (start_s + end_s) / 2 == pytest.approx((2.5 + top_end_s) / 2)


def test_the_bottoms_lie_outside_the_movement() -> None:
    before_s, after_s = find_bottom_spans(HELD)
    assert before_s == pytest.approx((0.8, 1.0))
    assert after_s == pytest.approx((6.0, 6.2))
