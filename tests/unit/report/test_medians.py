"""Typical tempo and range."""

from dataclasses import replace
from math import nan

from cleanrep.report.medians import list_medians
from cleanrep.testing.sample_report import SamplePlan, make_set_report


def test_medians_follow_the_phases_and_end_with_the_range() -> None:
    medians = list_medians(make_set_report().repetitions)
    assert [m.text for m in medians] == ["1.8 s", "1.0 s", "2.6 s", "0.8 s", "61°"]


def test_single_repetition_has_no_bottom() -> None:
    medians = list_medians(make_set_report(SamplePlan(tops_deg=(0.0,))).repetitions)
    assert [m.word for m in medians] == ["up", "top", "down", "range"]


def test_what_was_hidden_is_left_out_of_its_median() -> None:
    report = make_set_report()
    hidden, *others = report.repetitions
    guessed = [m._replace(value=nan if m.name == "top_hold_s" else 9.0) for m in hidden.measures]
    hidden = replace(hidden, measures=tuple(guessed))
    assert [m.text for m in list_medians([hidden, others[0]])] == ["5.4 s", "1.0 s", "5.8 s", "4.9 s", "44°"]


def test_no_repetition_has_no_medians() -> None:
    assert list_medians(()) == []
