"""Overrides of a made-up check: which sides they give, in which order, and when a reading decides."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from cleanrep.errors import ExerciseError
from cleanrep.exercises.fields import Bounds, Source
from cleanrep.exercises.schema import Check, Condition, Exercise, Override
from cleanrep.measures.reference import NeutralKind
from cleanrep.measures.registry import Reading, Readings
from cleanrep.model.repetition import Verdict
from cleanrep.rules.context import Circumstances, JudgeContext
from cleanrep.rules.judge import Evidence, judge_rules
from cleanrep.rules.prepared import PreparedCheck, Standard

MakeContext = Callable[..., JudgeContext]
SOURCE = Source(basis="guide", text="made up for this test")
SHORT_HOLD = Condition(measure_below=("top_hold_s", 0.3))
ANY = Condition()


def prepare(circumstances: Circumstances, *overrides: Override) -> PreparedCheck:
    check = Check(measure="eccentric_s", aim=Bounds(min=1, max=4), source=SOURCE, overrides=overrides)
    return circumstances.prepare_check(check, NeutralKind.STRAIGHT_LINE)


def hold(top_hold_s: float) -> Readings:
    return {"top_hold_s": Reading(top_hold_s)}


def test_a_check_without_overrides_is_held_against_what_the_file_says(circumstances: Circumstances) -> None:
    expected = Standard("eccentric_s", "s", 0.15, (1.0, 4.0), None, "guide: made up for this test")
    assert prepare(circumstances) == PreparedCheck(expected)


def test_what_no_reading_decides_is_worked_out_beforehand(circumstances: Circumstances) -> None:
    prepared = prepare(
        replace(circumstances, goal="strength"),
        Override(when=Condition(goal=("strength",)), aim=Bounds(min=2)),
        Override(when=Condition(goal=("hypertrophy",)), aim=Bounds(min=3)),
    )
    assert prepared.standard.aim == (2.0, 4.0)
    assert prepared.overrides == ()


def test_an_override_whose_reading_does_not_fit_or_is_missing_does_not_hold(circumstances: Circumstances) -> None:
    prepared = prepare(circumstances, Override(when=SHORT_HOLD, aim=Bounds(max=3)))
    assert prepared.find_standard(hold(0.2)).aim == (1.0, 3.0)
    assert prepared.find_standard(hold(0.3)).aim == (1.0, 4.0)
    assert prepared.find_standard({}).aim == (1.0, 4.0)
    assert prepared.measures == ("eccentric_s", "top_hold_s")


@pytest.mark.parametrize(("top_hold_s", "expected"), [(0.2, (2.5, 2.8)), (0.5, (2.5, 4.0))])
def test_the_last_that_holds_wins_side_by_side(
    circumstances: Circumstances, top_hold_s: float, expected: tuple[float, float]
) -> None:
    prepared = prepare(
        circumstances,
        Override(when=ANY, aim=Bounds(min=2)),
        Override(when=SHORT_HOLD, aim=Bounds(min=2.2, max=2.8)),
        Override(when=ANY, aim=Bounds(min=2.5)),
    )
    assert prepared.find_standard(hold(top_hold_s)).aim == expected


def test_an_override_that_meets_one_of_two_conditions_does_not_hold(circumstances: Circumstances) -> None:
    when = Condition(goal=("strength",), measure_below=("top_hold_s", 0.3))
    prepared = prepare(replace(circumstances, goal="technique"), Override(when=when, aim=Bounds(max=3)))
    assert prepared.find_standard(hold(0.2)).aim == (1.0, 4.0)


def test_a_fault_limit_may_come_with_an_override(circumstances: Circumstances) -> None:
    prepared = prepare(circumstances, Override(when=SHORT_HOLD, fault=Bounds(max=6)))
    assert prepared.find_standard(hold(0.5)).fault is None
    assert prepared.find_standard(hold(0.2)).fault == (None, 6.0)


def test_an_override_that_turns_the_limits_round_is_refused(circumstances: Circumstances) -> None:
    overrides = [Override(when=ANY, aim=Bounds(max=2)), Override(when=SHORT_HOLD, aim=Bounds(min=3))]
    prepared = prepare(circumstances, *overrides)
    assert prepared.find_standard(hold(0.5)).aim[1] == 2.0
    message = "limits of eccentric_s: expected min <= max where overrides hold, got 3.0 > 2.0"
    with pytest.raises(ExerciseError, match=re.escape(message)):
        prepared.find_standard(hold(0.2))


@pytest.mark.parametrize(
    ("own_reason", "expected"),
    [(None, "does not apply to the standing variant"), ("a seat hides it", "a seat hides it")],
)
def test_a_rule_of_another_variant_is_never_assessed(
    make_context: MakeContext, exercise: Exercise, own_reason: str | None, expected: str
) -> None:
    changes = {"variants": ("seated",), "not_assessed_reason": own_reason}
    rules = [rule.model_copy(update=changes) for rule in exercise.rules if rule.id == "pause-at-top"]
    context = make_context(exercise=exercise.model_copy(update={"rules": rules}))
    (finding,) = judge_rules(context, {"top_hold_s": Reading(1.0)}, Evidence((0.0, 1.0)), scope="repetition")
    assert (finding.verdict, finding.reason) == (Verdict.NOT_ASSESSED, expected)


def test_a_verdict_rests_on_the_readings_that_decide_about_its_limits_too(exercise: Exercise) -> None:
    check = Check(
        measure="eccentric_s",
        aim=Bounds(min=1),
        source=SOURCE,
        overrides=(Override(when=SHORT_HOLD, aim=Bounds(min=2)),),
    )
    rules = [rule.model_copy(update={"checks": (check,)}) for rule in exercise.rules if rule.id == "pause-at-top"]
    changed = exercise.model_copy(update={"rules": rules})
    circumstances = Circumstances(changed, "standing", "technique", "intermediate", "video")
    (rule,) = circumstances.prepare(NeutralKind.UNKNOWN).rules["repetition"]
    assert rule.measures == ("eccentric_s", "top_hold_s")
