"""The worst comes first, and what could not be judged is gathered."""

from dataclasses import replace

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.repetition import Verdict
from cleanrep.report.ranking import find_deciding, find_faults, find_unassessed, index_rules, rank_findings
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import SamplePlan, make_set_report

RULES = index_rules(make_exercise())


def test_critical_fault_comes_before_a_surer_one_of_quality() -> None:
    findings = make_set_report().repetitions[1].findings
    by_rule = {f.rule: f for f in findings}
    pause = by_rule["pause-at-top"]._replace(verdict=Verdict.NOT_MET, p_fault=1.0)
    ranked = rank_findings([by_rule["head-neutral"], pause, by_rule["stop-at-neutral"]], RULES)
    assert [f.rule for f in ranked] == ["stop-at-neutral", "pause-at-top", "head-neutral"]


def test_faults_are_what_is_not_met_or_borderline() -> None:
    faults = find_faults(make_set_report().repetitions[1], RULES)
    assert [f.rule for f in faults] == ["stop-at-neutral", "head-neutral"]


def test_advice_decides_no_repetition() -> None:
    repetition = make_set_report().repetitions[1]
    head = repetition.findings[1]._replace(verdict=Verdict.NOT_MET)
    assert find_deciding(replace(repetition, findings=(head,)), RULES) == []


def test_clean_repetition_has_nothing_that_decides_against_it() -> None:
    assert find_deciding(make_set_report().repetitions[0], RULES) == []


def test_unseen_critical_rule_decides_that_it_cannot_be_told() -> None:
    report = make_set_report(SamplePlan(is_suitable=False))
    assert [f.rule for f in find_deciding(report.repetitions[0], RULES)] == ["stop-at-neutral"]


def test_what_a_verdict_cannot_do_without_comes_before_what_is_open_anyway() -> None:
    rules = index_rules(load_exercise("lever-back-extension").exercise)
    repetition = make_set_report().repetitions[0]
    findings = tuple(
        repetition.findings[0]._replace(rule=rule, verdict=Verdict.NOT_ASSESSED)
        for rule in ("long-spine", "no-momentum")
    )
    unseen = replace(repetition, findings=findings, is_clean=None)
    assert [f.rule for f in find_deciding(unseen, rules)] == ["no-momentum", "long-spine"]


def test_rules_judged_nowhere_come_before_those_judged_somewhere() -> None:
    found = find_unassessed(make_set_report())
    assert [(item.rule, item.is_everywhere) for item in found] == [
        ("glutes", True),
        ("breathing", True),
        ("no-bounce", False),
    ]
    assert found[2].repetitions == (5,)
    assert found[0].reasons == ("one camera cannot see it",)


def test_rule_that_the_exercise_lost_still_has_a_place() -> None:
    assert len(rank_findings(make_set_report().repetitions[1].findings, {})) == 8
