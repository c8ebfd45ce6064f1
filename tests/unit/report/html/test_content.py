"""The page answers how many, what to change, what next, and shows each verdict's evidence."""

from dataclasses import replace

from cleanrep.model.repetition import Verdict
from cleanrep.model.report import SetFinding
from cleanrep.report.html.content import PageContent, make_content
from cleanrep.report.key_frames import KeyFrame
from cleanrep.report.pictures import Pictures
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import SamplePlan, make_set_report


def make(plan: SamplePlan | None = None, pictures: Pictures | None = None) -> PageContent:
    return make_content(make_set_report(plan), make_exercise(), pictures or Pictures())


def test_levels_of_the_repetitions_follow_their_verdicts() -> None:
    assert [r.level for r in make().repetitions] == ["met", "critical", "met", "critical", "met"]
    assert {r.level for r in make(SamplePlan(is_suitable=False)).repetitions} == {"unknown"}


def test_cue_says_where_it_was_seen() -> None:
    assert make().cue_where == "Seen in reps 2 and 4."
    assert make(SamplePlan(tops_deg=(-18.0,))).cue_where == "Seen in rep 1."


def test_borderline_repetitions_are_not_counted_among_the_faults() -> None:
    assert make(SamplePlan(tops_deg=(-18.0, -9.0))).cue_where == "Seen in rep 1."


def test_next_step_fits_the_outcome() -> None:
    steps = [
        make(plan).next_step
        for plan in (
            SamplePlan(),
            SamplePlan(tops_deg=(0.0,)),
            SamplePlan(tops_deg=()),
            SamplePlan(is_suitable=False),
        )
    ]
    assert ["one change" in steps[0], "nothing to change" in steps[1]] == [True, True]
    assert ["whole set" in steps[2], "view" in steps[3]] == [True, True]


def test_next_step_does_not_contradict_what_was_found_about_the_set() -> None:
    report = make_set_report()
    heavy = report.set_findings[0].finding._replace(verdict=Verdict.NOT_MET, cue="Take less weight.")
    report = replace(report, set_findings=(SetFinding(1, heavy),))
    step = make_content(report, make_exercise(), Pictures()).next_step
    assert step == "Take less weight. Do it with this one change."


def test_findings_of_a_repetition_start_with_the_worst() -> None:
    findings = make().repetitions[1].findings
    assert [f.level for f in findings[:2]] == ["critical", "borderline"]
    assert {f.level for f in findings[2:]} == {"met"}
    assert [f.title for f in make().repetitions[1].unassessed] == [
        "Squeeze the glutes",
        "Breathe out on the way up",
    ]


def test_verdict_shows_its_figures_statement_and_source() -> None:
    worst = make().repetitions[1].findings[0]
    assert dict(worst.figures) == {
        "value": "−18° ± 5°",
        "aim": "at least −5°",
        "limit": "at least −12°",
        "chance that it misses the aim": "100 %",
        "chance that it is past the limit": "88 %",
    }
    assert worst.statement == "Stop at straight, in every repetition."
    assert worst.source == "made up for tests"


def test_a_missed_rule_has_the_guide_s_answer_and_a_met_one_has_none() -> None:
    content = make()
    (answer,) = content.answers
    assert (answer.rule, [section.title for section in answer.sections]) == ("stop-at-neutral", ["Stop in line"])
    assert content.cue_answer == answer
    told = [finding.answer for item in content.repetitions for finding in item.findings]
    assert told.count(answer) == 2
    assert {item.level for rep in content.repetitions for item in rep.findings if item.answer} == {"critical"}


def test_without_an_answer_in_the_guide_there_is_none_on_the_page() -> None:
    exercise = make_exercise()
    silent = exercise.model_copy(update={"guide": exercise.guide.model_copy(update={"execution": ()})})
    content = make_content(make_set_report(), silent, Pictures())
    assert (content.answers, content.cue_answer) == ((), None)


def test_partly_seen_evidence_says_how_much() -> None:
    report = make_set_report()
    first = report.repetitions[0]
    finding = first.findings[0]._replace(coverage=0.8)
    report = replace(report, repetitions=(replace(first, findings=(finding,)),))
    figures = make_content(report, make_exercise(), Pictures()).repetitions[0].findings[0].figures
    assert ("seen in", "80 % of its frames") in figures


def test_picture_stands_with_its_finding() -> None:
    key_frame = KeyFrame(2, "stop-at-neutral", 235, b"jpeg", 270, 480)
    findings = make(pictures=Pictures((key_frame,))).repetitions[1].findings
    assert findings[0].picture is not None
    assert findings[0].picture.uri == "data:image/jpeg;base64,anBlZw=="
    assert findings[0].picture.alt == "Rep 2: past straight by 18° (at most 12°, ±5°)"
    assert findings[1].picture is None


def test_rules_that_could_not_be_judged_come_with_their_question() -> None:
    items = {item.title: item for item in make().unassessed}
    assert items["Squeeze the glutes"].question == "Did you squeeze your glutes at the top?"
    assert items["No bounce"].where == "rep 5"


def test_exercise_that_lost_its_rules_still_gives_a_page() -> None:
    report = replace(make_set_report(), goal="gone", variant="gone")
    exercise = make_exercise()
    content = make_content(report, exercise.model_copy(update={"rules": exercise.rules[:1]}), Pictures())
    assert content.goal == content.variant == "gone"
    assert "pause-at-top" in {f.title for f in content.repetitions[1].findings}
