"""The table fits its terminal and says count, cue and path."""

from dataclasses import replace

import pytest

from cleanrep.model.repetition import Finding, Verdict
from cleanrep.model.report import SetFinding
from cleanrep.report.terminal import render_terminal
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import SamplePlan, make_set_report

EXERCISE = make_exercise()


def render(plan: SamplePlan | None = None, *, width: int = 80, is_ascii: bool = False) -> str:
    return render_terminal(make_set_report(plan), EXERCISE, width=width, is_ascii=is_ascii).plain


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("is_suitable", [True, False])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_no_line_is_wider_than_the_terminal(*, width: int, is_suitable: bool, is_ascii: bool) -> None:
    plan = SamplePlan(is_suitable=is_suitable, video_name="a very long name of a recording of one set.mp4")
    text = render(plan, width=width, is_ascii=is_ascii)
    assert max(len(line) for line in text.splitlines()) <= width


def test_eighty_columns_show_times_range_and_verdict_in_one_line() -> None:
    lines = render().splitlines()
    assert "  5 reps, 3 clean   tempo up 1.8, top 1.0, down 2.6, bottom 0.8 s   range 61°" in lines
    assert "    2  1.8 s  1.0 s  2.6 s     78°  past straight by 18° (at most 12°, ±5°)" in lines


def test_a_phase_that_was_not_measured_has_a_dash() -> None:
    report = make_set_report(SamplePlan(tops_deg=(0.0,)))
    (repetition,) = report.repetitions
    seen = tuple(m for m in repetition.measures if m.name not in ("top_hold_s", "range_of_motion_deg"))
    hidden = replace(report, repetitions=(replace(repetition, measures=seen),))
    lines = render_terminal(hidden, EXERCISE, width=80).plain.splitlines()
    assert any(line.startswith("    1  1.8 s      -  2.6 s       -  ") for line in lines)


def test_narrow_terminal_keeps_number_and_verdict() -> None:
    lines = render(width=40).splitlines()
    assert "    1  clean" in lines
    assert "    2  past straight by 18° (at most" in lines


def test_one_thing_to_change_is_said() -> None:
    assert "  Change one thing: stop when shoulders, hips and legs line up." in render()
    assert "  Why: cleanrep ask --rule stop-at-neutral" in render()


def test_what_the_whole_set_asks_for_is_said_as_on_the_page() -> None:
    finding = Finding("load-fits-goal", Verdict.NOT_MET, "guide", cue="Take less load.")
    report = replace(make_set_report(), set_findings=(SetFinding(1, finding),))
    text = render_terminal(report, EXERCISE).plain
    assert "  Take less load. Do it with this one change." in text.splitlines()
    assert "Do it with this one change" not in render()


def test_what_the_view_hides_is_named() -> None:
    assert "Can't tell from this view: squeeze the glutes, breathe out on the way up." in render()


def test_what_the_view_hides_takes_one_line() -> None:
    assert "  Can't tell from this view: squeeze the glutes and 1 more." in render(width=62).splitlines()


def test_clean_set_has_nothing_to_change() -> None:
    text = render(SamplePlan(tops_deg=(0.0, 0.0)))
    assert "Nothing to change: every rep was clean." in text
    assert "Change one thing" not in text


def test_unsuitable_view_says_why_and_how_to_place_the_camera() -> None:
    text = render(SamplePlan(is_suitable=False))
    assert "5 reps, clean: can't tell" in text
    assert "    1  1.8 s  1.0 s  2.6 s     61°  can't tell" in text.splitlines()
    assert "Not judged: The camera is about 50° off the side" in text
    assert "Put the camera level with the hip" in text


def test_recording_without_a_repetition_says_what_to_film() -> None:
    assert "No rep was found" in render(SamplePlan(tops_deg=()))


def test_sets_have_headings() -> None:
    text = render(SamplePlan(tops_deg=(0.0, 0.0, 0.0), set_indices=(1, 1, 2)))
    assert "  set 1\n    1" in text
    assert "  set 2\n    3" in text


def test_ascii_terminal_gets_no_other_sign() -> None:
    assert render(is_ascii=True).isascii()
    assert "past straight by 18 deg (at most 12 deg, +-5 deg)" in render(is_ascii=True, width=100)


def test_control_characters_of_a_file_name_do_not_reach_the_terminal() -> None:
    text = render(SamplePlan(video_name="a\x1b[31mb\n.mp4"))
    assert "\x1b" not in text
    assert "a?[31mb?.mp4" in text


def test_path_and_notes_are_shown() -> None:
    report = make_set_report()
    source = replace(report.source, notes=("cut short after 12.0 s",))
    report = replace(report, source=source, summary=replace(report.summary, n_incomplete=1))
    text = render_terminal(report, EXERCISE, report_path="set.cleanrep/report.html").plain
    assert "  Note: cut short after 12.0 s" in text
    assert text.endswith("  Report: set.cleanrep/report.html")
    assert "1 lift never lowered again, not counted" in text
