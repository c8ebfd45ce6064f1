"""The three verdicts are those of the published rule: p(T) and p(B) of a normal error about the measured value."""

from math import erf, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.model.repetition import Interval, Verdict
from cleanrep.rules import verdicts
from cleanrep.rules.verdicts import combine_verdicts, compute_p_outside, judge_value

MET, BORDERLINE, NOT_MET, OPEN = Verdict.MET, Verdict.BORDERLINE, Verdict.NOT_MET, Verdict.NOT_ASSESSED
LEAN_BACK = {"aim": (-5.0, None), "fault": (-12.0, None)}


def p_worse(excess: float, sd: float) -> float:
    return 0.5 * (1.0 + erf(excess / sd / sqrt(2.0)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, MET),
        (-5.0, MET),  # exactly at the aim: p(T) = 0.5
        (-5.1, BORDERLINE),  # p(T) > 0.5
        (-11.0, BORDERLINE),  # p(T) = 0.88
        (-11.9, BORDERLINE),  # p(T) = 0.916, but p(B) = 0.49
        (-12.1, NOT_MET),
        (-20.0, NOT_MET),
    ],
)
def test_lean_back_without_calibration_is_judged_with_five_degrees(value: float, expected: Verdict) -> None:
    assert judge_value(value, 5.0, **LEAN_BACK)[0] is expected


def test_near_limits_with_a_large_uncertainty_are_never_met_for_sure() -> None:
    # The aim is kept, yet one in ten true values would be past the fault limit.
    assert judge_value(-4.0, 10.0, **LEAN_BACK)[0] is BORDERLINE


def test_a_fault_beyond_the_limit_needs_to_miss_the_aim_for_sure() -> None:
    # p(B) = 0.58 but p(T) = 0.88: the limits lie too close for this uncertainty.
    verdict, p_off_aim, p_fault = judge_value(-14.0, 7.8, aim=(-5, None), fault=(-12.5, None))
    assert p_fault > 0.5
    assert 0.85 < p_off_aim < 0.90
    assert verdict is BORDERLINE


def test_without_a_fault_limit_the_worst_is_borderline() -> None:
    assert judge_value(100.0, 1.0, aim=(None, 8), fault=None)[0] is BORDERLINE
    assert judge_value(7.0, 1.0, aim=(None, 8), fault=None)[0] is MET


@pytest.mark.parametrize(("value", "expected"), [(-1.0, BORDERLINE), (0.0, MET), (2.0, BORDERLINE)])
def test_a_count_is_compared_as_it_is(value: float, expected: Verdict) -> None:
    assert judge_value(value, None, aim=(0, 0), fault=None)[0] is expected


def test_a_count_past_its_fault_limit_is_not_met() -> None:
    assert judge_value(3.0, None, aim=(None, 0), fault=(None, 1))[0] is NOT_MET
    assert judge_value(1.0, None, aim=(None, 0), fault=(None, 1))[0] is BORDERLINE


@pytest.mark.parametrize(
    ("value", "expected"), [(0.0, NOT_MET), (24.0, BORDERLINE), (45.0, MET), (71.0, BORDERLINE), (90.0, NOT_MET)]
)
def test_two_sides_are_both_judged(value: float, expected: Verdict) -> None:
    assert judge_value(value, 5.0, aim=(25, 70), fault=(10, 85))[0] is expected


def test_a_fault_limit_on_one_side_leaves_the_other_borderline() -> None:
    limits = {"aim": (-5, 8), "fault": (None, 15)}
    assert judge_value(-40.0, 5.0, **limits)[0] is BORDERLINE
    assert judge_value(40.0, 5.0, **limits)[0] is NOT_MET


@given(value=st.floats(-50, 50), sd=st.floats(0.1, 20))
def test_verdict_follows_the_published_thresholds(value: float, sd: float) -> None:
    p_aim, p_fault = p_worse(-5.0 - value, sd), p_worse(-12.0 - value, sd)
    if p_aim >= 0.90 and p_fault >= 0.50:
        expected = NOT_MET
    elif p_aim <= 0.50 and p_fault <= 0.10:
        expected = MET
    else:
        expected = BORDERLINE
    verdict, p_off_aim, p_past_fault = judge_value(value, sd, **LEAN_BACK)
    assert verdict is expected
    assert p_off_aim == pytest.approx(p_aim)
    assert p_past_fault == pytest.approx(p_fault)


@pytest.mark.parametrize(("p_off_aim", "p_fault", "expected"), [(0.90, 0.50, NOT_MET), (0.50, 0.10, MET)])
def test_probabilities_exactly_at_their_thresholds_decide(
    monkeypatch: pytest.MonkeyPatch, p_off_aim: float, p_fault: float, expected: Verdict
) -> None:
    def tell_p(_value: float, _uncertainty: float | None, bounds: Interval | None) -> float:
        return p_off_aim if bounds == LEAN_BACK["aim"] else p_fault

    monkeypatch.setattr(verdicts, "compute_p_outside", tell_p)
    assert judge_value(0.0, 1.0, **LEAN_BACK) == (expected, p_off_aim, p_fault)


@given(value=st.floats(-100, 100), sd=st.floats(0, 50), low=st.floats(-50, 50), width=st.floats(0, 50))
def test_probability_lies_between_zero_and_one(value: float, sd: float, low: float, width: float) -> None:
    assert 0.0 <= compute_p_outside(value, sd, (low, low + width)) <= 1.0


def test_nothing_lies_outside_of_no_bounds() -> None:
    assert compute_p_outside(1e9, 1.0, None) == 0.0


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([MET], MET),
        ([MET, MET], MET),
        ([MET, BORDERLINE], BORDERLINE),
        ([MET, NOT_MET], NOT_MET),
        ([BORDERLINE, NOT_MET], NOT_MET),
        ([NOT_MET, OPEN], NOT_MET),
        ([BORDERLINE, OPEN], BORDERLINE),
        ([MET, OPEN], OPEN),
        ([OPEN, OPEN], OPEN),
    ],
)
def test_parts_combine_to_the_worst_and_an_open_one_never_counts_as_met(
    parts: list[Verdict], expected: Verdict
) -> None:
    assert combine_verdicts(parts) is expected
    assert combine_verdicts(parts[::-1]) is expected
