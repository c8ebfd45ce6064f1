"""Verdicts read like words: direction, value, limit, uncertainty."""

import pytest

from cleanrep.model.repetition import Finding, Verdict
from cleanrep.report.ranking import index_rules
from cleanrep.report.wording import (
    count_words,
    describe_finding,
    describe_repetition,
    format_limit,
    format_number,
    format_span,
    format_uncertainty,
    format_value,
    join_words,
    lower_first,
)
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import SamplePlan, make_set_report

RULES = index_rules(make_exercise())


def lean(value: float) -> Finding:
    report = make_set_report(SamplePlan(tops_deg=(value,)))
    return report.repetitions[0].findings[0]


def test_leaning_back_is_said_without_a_sign() -> None:
    assert describe_finding(lean(-18.0), RULES["stop-at-neutral"]) == "past straight by 18° (at most 12°, ±5°)"


def test_stopping_short_is_said_the_other_way_round() -> None:
    assert describe_finding(lean(9.0), None).startswith("9° short of straight")


def test_straight_is_said_in_one_word() -> None:
    assert describe_finding(lean(-0.3), None).startswith("straight (")


def test_measure_without_words_of_its_own_is_named_after_itself() -> None:
    finding = lean(-18.0)._replace(measure="wrist_bend_deg")
    assert describe_finding(finding, None) == "wrist bend −18° (at least −12°, ±5°)"


def test_a_limit_says_on_which_side_it_lies_and_when_it_is_the_aims() -> None:
    down = Finding("slow", Verdict.NOT_MET, "", "eccentric_s", 0.8, 1.5, "s", aim=(2.0, None), fault=(1.5, 6.0))
    assert describe_finding(down, None) == "down in only 0.8 s (at least 1.5 s)"
    long = down._replace(value=7.0, limit=6.0)
    assert describe_finding(long, None).endswith("(at most 6 s)")
    aim = Finding("t", Verdict.BORDERLINE, "", "top_angle_deg", -15.0, -5.0, "deg", aim=(-5.0, 8.0), fault=None)
    assert describe_finding(aim, None) == "past straight by 15° (aim at most 5°)"
    assert describe_finding(aim._replace(value=-3.0, limit=8.0), None) == "past straight by 3° (limit 8°)"
    assert describe_finding(down._replace(aim=None, fault=None), None).endswith("(limit 1.5 s)")


def test_finding_without_a_number_is_its_rule() -> None:
    finding = lean(-18.0)._replace(value=None, limit=None)
    assert describe_finding(finding, RULES["stop-at-neutral"]) == "stop at straight"
    assert describe_finding(finding, None) == "stop at neutral"


def test_not_assessed_says_why() -> None:
    finding = lean(0.0)._replace(verdict=Verdict.NOT_ASSESSED, reason="The lever hid your hip.")
    assert describe_finding(finding, None) == "can't tell: the lever hid your hip."
    assert describe_finding(finding._replace(reason=None), None) == "can't tell"


def test_uncertainty_that_rounds_to_nothing_is_not_shown() -> None:
    finding = lean(-18.0)._replace(uncertainty=0.1)
    assert describe_finding(finding, None) == "past straight by 18° (at most 12°)"


def test_repetition_is_worded_by_its_worst_finding() -> None:
    words = [describe_repetition(r, RULES) for r in make_set_report().repetitions]
    assert words[0] == "clean"
    assert words[1] == "past straight by 18° (at most 12°, ±5°)"


def test_repetition_that_cannot_be_told_says_why() -> None:
    report = make_set_report(SamplePlan(is_suitable=False))
    assert describe_repetition(report.repetitions[0], RULES).startswith("can't tell: the camera is about 50°")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (18.4, "deg", "18°"),
        (-0.2, "deg", "0°"),
        (-18.0, "deg", "−18°"),
        (1.84, "s", "1.8 s"),
        (0.04, "s", "0.0 s"),
        (0.12, "1/s", "0.12 ranges/s"),
        (91.7, "percent", "92 %"),
        (712.0, "deg/s2", "712°/s²"),
        (2.54, "cm", "2.5 cm"),
        (3.0, "count", "3"),
        (3.0, "1", "3"),
        (0.26, "cm", "0.3 cm"),
        (0.5, "1", "0.50"),
        (-1.93, None, "−1.9"),
    ],
)
def test_number_has_its_unit_and_no_more_digits_than_it_is_worth(value: float, unit: str | None, text: str) -> None:
    assert format_value(value, unit) == text


def test_no_number_reads_minus_nothing() -> None:
    assert format_number(-0.001, "1/s") == "0.00"


def test_limits_and_uncertainties_are_not_rounded_away() -> None:
    assert [format_limit(0.25, "s"), format_limit(12.0, "deg"), format_limit(-0.0, "deg")] == ["0.25 s", "12°", "0°"]
    assert [format_uncertainty(0.15, "s"), format_uncertainty(8.66, "deg")] == ["0.15 s", "9°"]
    assert [format_uncertainty(2.5, "deg"), format_uncertainty(3.0, "deg")] == ["2.5°", "3°"]


def test_bounds_are_words() -> None:
    assert format_span((2.0, 3.5), "s") == "2 to 3.5 s"
    assert format_span((0.5, None), "s") == "at least 0.5 s"
    assert format_span((None, 8.0), "deg") == "at most 8°"
    assert format_span((None, None), "deg") == ""


def test_lists_and_counts_are_words() -> None:
    assert [join_words(w) for w in ([], ["2"], ["2", "4"], ["1", "2", "4"])] == ["", "2", "2 and 4", "1, 2 and 4"]
    assert (count_words(1, "rep"), count_words(0, "rep")) == ("1 rep", "0 reps")
    assert (lower_first("The hip"), lower_first("ROM ended")) == ("the hip", "ROM ended")
