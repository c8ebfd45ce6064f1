from collections.abc import Callable
from dataclasses import replace

import pytest

from cleanrep.measures.reference import NeutralKind
from cleanrep.measures.registry import Reading, not_measured
from cleanrep.model.repetition import Measure
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.judge import Evidence, judge_rule, judge_rules
from cleanrep.rules.prepared import PreparedRule
from cleanrep.rules.repetition_memory import RepetitionMemory

MakeContext = Callable[..., JudgeContext]
EVIDENCE = Evidence((1.0, 6.4), [i / 25 for i in range(200)], range(50, 250))


def get_rule(context: JudgeContext, rule_id: str) -> PreparedRule:
    return next(rule for rule in context.prepared.rules["repetition"] if rule.id == rule_id)


def test_findings_are_those_of_judging_without_a_memory(make_context: MakeContext) -> None:
    readings = {"lean_back_deg": Reading(-18.0), "top_hold_s": Reading(0.1), "eccentric_s": Reading(2.0)}
    memory, context = RepetitionMemory(), make_context()
    plain = judge_rules(context, readings, EVIDENCE, scope="repetition")
    assert memory.judge_rules(context, readings, EVIDENCE, scope="repetition") == plain
    assert memory.judge_rules(context, readings, EVIDENCE, scope="repetition") == plain


def test_a_finding_stays_the_same_object_while_nothing_changes(make_context: MakeContext) -> None:
    memory, context = RepetitionMemory(), make_context()
    rule = get_rule(context, "pause-at-top")
    first = memory.judge_rule(rule, context, readings={"top_hold_s": Reading(0.1)}, evidence=EVIDENCE)
    readings = {"top_hold_s": Reading(0.1), "sparc": Reading(-3.0)}
    assert memory.judge_rule(rule, context, readings=readings, evidence=EVIDENCE) is first


@pytest.mark.parametrize(
    ("kind", "lean_back_deg", "span_s"),
    [
        (NeutralKind.CALIBRATED, -18.0, (1.0, 6.4)),
        (NeutralKind.STRAIGHT_LINE, -2.0, (1.0, 6.4)),
        (NeutralKind.STRAIGHT_LINE, -18.0, (1.0, 6.0)),
    ],
)
def test_a_finding_is_made_anew_when_what_it_rests_on_changes(
    make_context: MakeContext, kind: NeutralKind, lean_back_deg: float, span_s: tuple[float, float]
) -> None:
    context, readings = make_context(), {"lean_back_deg": Reading(-18.0)}
    memory, rule = RepetitionMemory(), get_rule(context, "stop-at-neutral")
    before = memory.judge_rule(rule, context, readings=readings, evidence=EVIDENCE)
    context = make_context(kind) if kind is not context.reference.kind else context
    rule, readings = get_rule(context, "stop-at-neutral"), {"lean_back_deg": Reading(lean_back_deg)}
    evidence = Evidence(span_s, EVIDENCE.sample_times_s, EVIDENCE.sample_frames)
    after = memory.judge_rule(rule, context, readings=readings, evidence=evidence)
    assert after == judge_rule(rule, context, readings=readings, evidence=evidence)
    assert after != before


def test_a_view_that_has_become_unsuitable_leaves_it_open(make_context: MakeContext) -> None:
    context, readings = make_context(), {"lean_back_deg": Reading(-18.0)}
    memory, rule = RepetitionMemory(), get_rule(context, "stop-at-neutral")
    memory.judge_rule(rule, context, readings=readings, evidence=EVIDENCE)
    context = replace(context, angle_reason="the camera stands 45° off the side")
    finding = memory.judge_rule(rule, context, readings=readings, evidence=EVIDENCE)
    assert finding.reason == "the camera stands 45° off the side"


def test_a_measure_has_the_unit_and_the_uncertainty_of_the_exercise(make_context: MakeContext) -> None:
    readings = {"lean_back_deg": Reading(-18.0, time_s=3.0, coverage=0.9), "top_hold_s": not_measured("dark")}
    lean_back, top_hold = RepetitionMemory().describe_measures(readings, make_context().prepared)
    assert lean_back == Measure("lean_back_deg", -18.0, "deg", 3.0, 3.0, 0.9)
    assert (top_hold.name, top_hold.unit, top_hold.reason, top_hold.coverage) == ("top_hold_s", "s", "dark", 0.0)


def test_only_measures_that_were_read_anew_are_made_anew(make_context: MakeContext) -> None:
    memory, prepared = RepetitionMemory(), make_context().prepared
    own = Reading(0.1)
    before = memory.describe_measures({"top_hold_s": own, "lean_back_deg": Reading(-18.0)}, prepared)
    after = memory.describe_measures({"top_hold_s": own, "lean_back_deg": Reading(-17.0)}, prepared)
    assert after[0] is before[0]
    assert [measure.value for measure in after] == [0.1, -17.0]


def test_another_kind_of_neutral_brings_its_uncertainty_to_every_measure(make_context: MakeContext) -> None:
    memory, readings = RepetitionMemory(), {"lean_back_deg": not_measured("the neutral position is not known yet")}
    told = [
        memory.describe_measures(readings, make_context(kind).prepared)[0].uncertainty
        for kind in (NeutralKind.STRAIGHT_LINE, NeutralKind.CALIBRATED)
    ]
    assert told == [3.0, 2.5]
