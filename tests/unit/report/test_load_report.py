"""The load on the back as document, on the terminal and on the page says the same figures and their limits."""

import json
from dataclasses import replace

import numpy as np
import pytest

from cleanrep.model.back_load import BackLoad, Estimate, LeftOut, RepetitionMoment
from cleanrep.model.report import SetReport
from cleanrep.report.document import SetDocument
from cleanrep.report.document_builder import to_document, to_json
from cleanrep.report.html.content import make_content
from cleanrep.report.html.load_content import make_load_content
from cleanrep.report.html.page import render_page
from cleanrep.report.load_words import LIMITS, describe_added, find_most_added
from cleanrep.report.pictures import Pictures
from cleanrep.report.terminal import render_terminal
from cleanrep.report.terminal_load import list_load_lines
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import make_set_report


def make_moment(index: int, *, added_n_m: float = 0.0, half_n_m: float | None = 8.0) -> RepetitionMoment:
    time_s = np.arange(0.0, 5.0, 1 / 60)
    added = None if half_n_m is None else Estimate(added_n_m, added_n_m - half_n_m, added_n_m + half_n_m)
    return RepetitionMoment(
        index=index,
        peak_n_m=Estimate(200.0 + added_n_m, 160.0, 240.0 + added_n_m),
        mean_n_m=Estimate(100.0 + index, 70.0, 140.0),
        peak_time_s=1.25,
        peak_angle_deg=50.0,
        time_under_load_s=5.0,
        lift_peak_n_m=200.0 + added_n_m,
        smooth_lift_s=1.5,
        smooth_peak_n_m=200.0,
        added_n_m=added,
        time_s=time_s,
        moment_n_m=150.0 + 50.0 * np.cos(time_s),
        smooth_n_m=np.where(time_s < 1.5, 180.0, np.nan),
    )


def make_load(*moments: RepetitionMoment, left_out: tuple[LeftOut, ...] = ()) -> BackLoad:
    return BackLoad(
        machine="standing-lever",
        machine_name="Standing <lever>",
        load_kg=40.0,
        load_kind="stack",
        body_mass_kg=80.0,
        height_m=1.78,
        sex="male",
        arms="crossed",
        repetitions=moments,
        left_out=left_out,
    )


@pytest.fixture
def report() -> SetReport:
    moments = (make_moment(1), make_moment(2, added_n_m=90.0), make_moment(4, half_n_m=None))
    left_out = (LeftOut(3, "the trunk was not seen throughout"), LeftOut(5, "the trunk was not seen throughout"))
    return replace(make_set_report(), load=make_load(*moments, left_out=left_out))


def test_the_document_grows_by_moments_and_survives_json(report: SetReport) -> None:
    document = to_document(report)
    assert SetDocument.model_validate_json(to_json(report)) == document
    assert [item.moment is not None for item in document.repetitions] == [True, True, False, True, False]
    second = document.repetitions[1].moment
    assert second is not None
    assert (second.added_n_m, second.added_95) == (90.0, (82.0, 98.0))
    assert len(second.curve_n_m) == len(second.curve_time_s) == 100
    assert document.load is not None
    assert [item.repetition for item in document.load.left_out] == [3, 5]
    assert document.load.limits == LIMITS


def test_a_document_without_a_load_says_so() -> None:
    content = json.loads(to_json(make_set_report()))
    assert content["load"] is None
    assert all(item["moment"] is None for item in content["repetitions"])


@pytest.mark.parametrize("width", [40, 50, 80])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_the_terminal_keeps_its_width_and_says_the_limits(report: SetReport, *, width: int, is_ascii: bool) -> None:
    text = render_terminal(report, make_exercise(), width=width, is_ascii=is_ascii).plain
    assert max(len(line) for line in text.splitlines()) <= width
    words = " ".join(text.split())
    assert "290 N m (160 to 330) at 95 %, in rep 2" in words
    assert "no load is called safe" in words
    assert "No moment in reps 3 and 5: the trunk was not seen throughout." in words
    assert text.isascii() or not is_ascii


def test_what_a_snap_added_is_said_only_when_it_is_sure() -> None:
    assert "+90 N m" in " ".join(list_load_lines(make_load(make_moment(1, added_n_m=90.0))))
    assert "added" not in " ".join(list_load_lines(make_load(make_moment(1, added_n_m=5.0))))
    assert find_most_added(make_load(make_moment(1, half_n_m=None))) is None


def test_added_is_told_with_sign_share_and_uncertainty() -> None:
    assert describe_added(make_moment(1, added_n_m=90.0)) == "+90 N m, ±8 (+45%)"
    assert describe_added(make_moment(1, added_n_m=-4.0)) == "−4 N m, ±8 (−2%)"
    assert describe_added(make_moment(1, half_n_m=None)) == "can't tell: the track is too unsteady"


def test_the_page_has_a_row_for_each_moment_and_escapes_names(report: SetReport) -> None:
    page = "".join(render_page(report, make_exercise(), pictures=Pictures(), video_name=None))
    assert page.count('aria-label="Moment over rep') == 3
    assert "Standing &lt;lever&gt;" in page
    assert "Standing <lever>" not in page
    assert LIMITS.replace("'", "&#39;") in page


def test_curves_stay_within_their_picture(report: SetReport) -> None:
    content = make_content(report, make_exercise(), Pictures()).load
    assert content is not None
    assert content.full_n_m == 300.0
    assert all(item.curve.startswith("M0.0 ") and item.smooth.startswith("M0.0 ") for item in content.repetitions)


def test_nothing_to_show_is_no_section() -> None:
    assert make_load_content(None) is None
    page = "".join(render_page(make_set_report(), make_exercise(), pictures=Pictures(), video_name=None))
    assert "Load on the back" not in page


def test_a_set_without_any_moment_still_says_why() -> None:
    load = make_load(left_out=(LeftOut(1, "the camera stands 50° off"),))
    assert "No moment in rep 1: the camera stands 50° off." in list(list_load_lines(load))
    content = make_load_content(load)
    assert content is not None
    assert content.left_out == ((1, "the camera stands 50° off"),)
