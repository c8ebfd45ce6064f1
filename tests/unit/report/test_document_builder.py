"""A report becomes a document without NaN, with milliseconds and four decimals."""

import json
import math
from dataclasses import replace

import pytest

from cleanrep.model.repetition import Measure
from cleanrep.report.document import SetDocument
from cleanrep.report.document_builder import generate_json, to_document, to_json
from cleanrep.testing.sample_report import SamplePlan, make_set_report


def test_document_survives_the_way_through_json() -> None:
    report = make_set_report()
    assert SetDocument.model_validate_json(to_json(report)) == to_document(report)


@pytest.mark.parametrize("n_repetitions", [0, 1, 5])
def test_text_in_parts_is_that_of_the_whole_document(n_repetitions: int) -> None:
    whole = make_set_report()
    report = replace(whole, repetitions=whole.repetitions[:n_repetitions])
    parts = list(generate_json(report))
    assert "".join(parts) == to_document(report).model_dump_json(indent=2, by_alias=True) + "\n"
    assert len(parts) == n_repetitions + 2


def test_recording_whose_name_looks_like_the_document_changes_nothing() -> None:
    whole = make_set_report()
    report = replace(whole, source=replace(whole.source, name='"repetitions": [].mp4'))
    assert json.loads(to_json(report))["source"]["name"] == report.source.name


def test_counts_and_verdicts_are_those_of_the_report() -> None:
    document = to_document(make_set_report())
    assert [r.clean for r in document.repetitions] == [True, False, True, False, True]
    assert (document.summary.n_repetitions, document.summary.n_clean) == (5, 3)


def test_document_holds_no_nan_even_when_little_is_known() -> None:
    report = make_set_report(SamplePlan(is_suitable=False))
    text = to_json(report)
    assert "NaN" not in text
    assert json.loads(text)["view"]["roll_deg"] is None


def test_measure_without_a_value_is_left_out() -> None:
    document = to_document(make_set_report(SamplePlan(is_suitable=False)))
    assert "top_angle_deg" not in document.repetitions[0].measures
    assert "range_of_motion_deg" in document.repetitions[0].measures


def test_bottom_hold_of_the_last_repetition_is_null() -> None:
    document = to_document(make_set_report())
    assert [r.bottom_hold_s is None for r in document.repetitions] == [False] * 4 + [True]


def test_times_keep_milliseconds_and_other_figures_four_decimals() -> None:
    report = make_set_report()
    first = report.repetitions[0]
    measures = (Measure("concentric_s", 1.23456789, "s"), Measure("range_of_motion_deg", 61.23456789, "deg"))
    times = replace(first.times, start_s=1.00049)
    report = replace(report, repetitions=(replace(first, measures=measures, times=times),))
    written = to_document(report).repetitions[0]
    assert written.start_s == 1.0
    assert [m.value for m in written.measures.values()] == [1.235, 61.2346]


def test_set_findings_carry_their_set() -> None:
    document = to_document(make_set_report(SamplePlan(tops_deg=(0.0, 0.0, 0.0), set_indices=(1, 2, 2))))
    assert [f.set for f in document.set_findings] == [1, 1, 2, 2]
    assert {m.set for m in document.set_measures} == {1, 2}


def test_set_measure_without_a_value_is_left_out() -> None:
    report = replace(make_set_report(), set_measures=((1, Measure("x", math.nan, "deg")),))
    assert to_document(report).set_measures == ()


def test_names_of_files_stand_in_json_as_they_are() -> None:
    name = 'sét "</script>".mp4'
    assert json.loads(to_json(make_set_report(SamplePlan(video_name=name))))["source"]["name"] == name
