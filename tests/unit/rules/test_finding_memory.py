from collections.abc import Callable

import pytest

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.measures.reference import NeutralKind
from cleanrep.measures.registry import Reading
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.finding_memory import FindingMemory
from cleanrep.rules.judge import Evidence, judge_rule, judge_rules

MakeContext = Callable[..., JudgeContext]
EVIDENCE = Evidence((1.0, 6.4), [i / 25 for i in range(200)], range(50, 250))


def get_rule(exercise: Exercise, rule_id: str) -> Rule:
    return next(rule for rule in exercise.rules if rule.id == rule_id)


def test_findings_are_those_of_judging_without_a_memory(make_context: MakeContext) -> None:
    readings = {"lean_back_deg": Reading(-18.0), "top_hold_s": Reading(0.1), "eccentric_s": Reading(2.0)}
    memory, context = FindingMemory(), make_context()
    plain = judge_rules(context, readings, EVIDENCE, scope="repetition")
    assert memory.judge_rules(context, readings, EVIDENCE, scope="repetition") == plain
    assert memory.judge_rules(context, readings, EVIDENCE, scope="repetition") == plain


def test_a_finding_stays_the_same_object_while_nothing_changes(make_context: MakeContext, exercise: Exercise) -> None:
    memory, rule = FindingMemory(), get_rule(exercise, "pause-at-top")
    first = memory.judge_rule(rule, make_context(), readings={"top_hold_s": Reading(0.1)}, evidence=EVIDENCE)
    readings = {"top_hold_s": Reading(0.1), "sparc": Reading(-3.0)}
    assert memory.judge_rule(rule, make_context(), readings=readings, evidence=EVIDENCE) is first


@pytest.mark.parametrize(
    ("kind", "lean_back_deg", "span_s"),
    [
        (NeutralKind.CALIBRATED, -18.0, (1.0, 6.4)),
        (NeutralKind.STRAIGHT_LINE, -2.0, (1.0, 6.4)),
        (NeutralKind.STRAIGHT_LINE, -18.0, (1.0, 6.0)),
    ],
)
def test_a_finding_is_made_anew_when_what_it_rests_on_changes(
    make_context: MakeContext, exercise: Exercise, kind: NeutralKind, lean_back_deg: float, span_s: tuple[float, float]
) -> None:
    memory, rule = FindingMemory(), get_rule(exercise, "stop-at-neutral")
    before = memory.judge_rule(rule, make_context(), readings={"lean_back_deg": Reading(-18.0)}, evidence=EVIDENCE)
    context, readings = make_context(kind), {"lean_back_deg": Reading(lean_back_deg)}
    evidence = Evidence(span_s, EVIDENCE.sample_times_s, EVIDENCE.sample_frames)
    after = memory.judge_rule(rule, context, readings=readings, evidence=evidence)
    assert after == judge_rule(rule, context, readings=readings, evidence=evidence)
    assert after != before


def test_a_view_that_has_become_unsuitable_leaves_it_open(make_context: MakeContext, exercise: Exercise) -> None:
    memory, rule = FindingMemory(), get_rule(exercise, "stop-at-neutral")
    readings = {"lean_back_deg": Reading(-18.0)}
    memory.judge_rule(rule, make_context(), readings=readings, evidence=EVIDENCE)
    context = make_context(angle_reason="the camera stands 45° off the side")
    finding = memory.judge_rule(rule, context, readings=readings, evidence=EVIDENCE)
    assert finding.reason == "the camera stands 45° off the side"
