from collections.abc import Callable

import pytest

from cleanrep.exercises.schema import Exercise
from cleanrep.model.repetition import Finding, PhaseTimes, Repetition, Verdict
from cleanrep.rules.context import JudgeContext
from cleanrep.rules.judge import Evidence, judge_rules
from cleanrep.rules.outcome import DECIDING_RULES, choose_top_cue, decide_clean

MakeContext = Callable[..., JudgeContext]


@pytest.fixture
def all_open(make_context: MakeContext) -> tuple[Finding, ...]:
    """Every rule of a repetition, none of them assessed."""
    return judge_rules(make_context(), {}, NOWHERE, scope="repetition")


NOWHERE = Evidence((0.0, 1.0))


def give(
    findings: tuple[Finding, ...], verdicts: dict[str, Verdict], otherwise: Verdict = Verdict.MET
) -> tuple[Finding, ...]:
    return tuple(item._replace(verdict=verdicts.get(item.rule, otherwise)) for item in findings)


def make_repetition(index: int, findings: tuple[Finding, ...]) -> Repetition:
    return Repetition(index, 1, PhaseTimes(0.0, 1.0, 2.0, 3.0), (), findings, None)


def list_rules(exercise: Exercise, *importance: str) -> list[str]:
    return [rule.id for rule in exercise.rules if rule.importance in importance and rule.scope == "repetition"]


def test_a_repetition_is_clean_when_everything_is_met(exercise: Exercise, all_open: tuple[Finding, ...]) -> None:
    assert decide_clean(give(all_open, {}), exercise) is True


def test_any_critical_or_quality_fault_makes_it_not_clean(exercise: Exercise, all_open: tuple[Finding, ...]) -> None:
    for rule in list_rules(exercise, "critical", "quality"):
        assert decide_clean(give(all_open, {rule: Verdict.NOT_MET}), exercise) is False


def test_advice_does_not_make_it_unclean(exercise: Exercise, all_open: tuple[Finding, ...]) -> None:
    verdicts = dict.fromkeys(list_rules(exercise, "advice"), Verdict.NOT_MET)
    assert decide_clean(give(all_open, verdicts), exercise) is True


def test_borderline_does_not_make_it_unclean(exercise: Exercise, all_open: tuple[Finding, ...]) -> None:
    assert decide_clean(give(all_open, {}, otherwise=Verdict.BORDERLINE), exercise) is True


@pytest.mark.parametrize(("importance", "expected"), [("quality", True), ("advice", None)])
def test_advice_alone_does_not_make_it_clean(
    exercise: Exercise, all_open: tuple[Finding, ...], importance: str, expected: bool | None
) -> None:
    rules = [rule.model_copy(update={"importance": importance}) for rule in exercise.rules if rule.id == "full-range"]
    changed = exercise.model_copy(update={"rules": rules})
    # The copy brings along what was worked out from the rules before.
    vars(changed).pop("counting_rules", None)
    findings = give(all_open, {"full-range": Verdict.MET}, otherwise=Verdict.NOT_ASSESSED)
    assert decide_clean(findings, changed) is expected


@pytest.mark.parametrize("rule", sorted(DECIDING_RULES))
def test_without_a_deciding_rule_it_cannot_be_told(
    exercise: Exercise, all_open: tuple[Finding, ...], rule: str
) -> None:
    assert decide_clean(give(all_open, {rule: Verdict.NOT_ASSESSED}), exercise) is None


def test_a_fault_is_a_fault_even_when_a_deciding_rule_is_open(
    exercise: Exercise, all_open: tuple[Finding, ...]
) -> None:
    verdicts = {"stop-at-neutral": Verdict.NOT_ASSESSED, "pause-at-top": Verdict.NOT_MET}
    assert decide_clean(give(all_open, verdicts), exercise) is False


@pytest.mark.parametrize("rule", ["long-spine", "hips-stable"])
def test_what_one_camera_often_cannot_see_does_not_leave_it_open(
    exercise: Exercise, all_open: tuple[Finding, ...], rule: str
) -> None:
    assert decide_clean(give(all_open, {rule: Verdict.NOT_ASSESSED}), exercise) is True


def test_critical_comes_before_quality_however_often(exercise: Exercise, all_open: tuple[Finding, ...]) -> None:
    repetitions = [make_repetition(1, give(all_open, {"no-bounce": Verdict.NOT_MET, "pause-at-top": Verdict.NOT_MET}))]
    repetitions += [make_repetition(index, give(all_open, {"pause-at-top": Verdict.NOT_MET})) for index in range(2, 9)]
    cue = choose_top_cue(repetitions, exercise)
    assert cue is not None
    assert cue.rule == "no-bounce"
    assert cue.text == next(rule.cue for rule in exercise.rules if rule.id == "no-bounce")


def test_among_equals_the_more_frequent_comes_first(exercise: Exercise, all_open: tuple[Finding, ...]) -> None:
    both = give(all_open, {"reach-neutral": Verdict.NOT_MET, "full-range": Verdict.NOT_MET})
    one = give(all_open, {"full-range": Verdict.NOT_MET})
    cue = choose_top_cue([make_repetition(1, both), make_repetition(2, one)], exercise)
    assert cue is not None
    assert cue.rule == "full-range"


def test_advice_is_given_when_nothing_weighs_more(exercise: Exercise, all_open: tuple[Finding, ...]) -> None:
    cue = choose_top_cue([make_repetition(1, give(all_open, {"smooth-start": Verdict.NOT_MET}))], exercise)
    assert cue is not None
    assert cue.rule == "smooth-start"


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.BORDERLINE, Verdict.NOT_ASSESSED])
def test_there_is_no_cue_without_a_fault(exercise: Exercise, all_open: tuple[Finding, ...], verdict: Verdict) -> None:
    assert choose_top_cue([make_repetition(1, give(all_open, {}, otherwise=verdict))], exercise) is None
