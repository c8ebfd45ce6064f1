"""Technique practised though the plan asked for the goal: it reaches the lines of safety, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cleanrep.model.training import Level, SetKind
from cleanrep.planning.decision import PolicyRule, Standing
from tests.unit.planning.sessions import LIGHTER_WEEK, kg, make_session, make_settings, replay


def forget_when(standing: Standing) -> Standing:
    return replace(standing, last_session_at=None)


@pytest.mark.parametrize("load_kg", [17.5, 30.0, 50.0])
@pytest.mark.parametrize("n_rough", [0, 3])
def test_it_moves_neither_load_nor_reps_nor_what_passed_in_a_row(load_kg: float, n_rough: int) -> None:
    practice = make_session(3, goal="technique", load=kg(load_kg), n_rough=n_rough)
    before, during, after = replay(make_settings(), make_session(0), practice, make_session(6))
    assert during.decision.rule is PolicyRule.HOLD_TECHNIQUE
    assert forget_when(during.standing) == forget_when(before.standing)
    assert (after.decision.rule, after.standing.load) == (PolicyRule.ADD_LOAD, kg(41.25))


def test_it_does_not_break_what_was_too_heavy_in_a_row() -> None:
    heavy: dict[str, Any] = {"n_heavy": 2, "first_heavy": 2, "faults": (("no-momentum", 2),)}
    practice = make_session(3, goal="technique", load=kg(17.5))
    steps = replay(make_settings(), make_session(0, **heavy), practice, make_session(6, load=kg(35.0), **heavy))
    assert steps[-1].decision.rule is PolicyRule.TOO_HEAVY_TWICE


def test_eight_weeks_are_over_with_the_next_session_of_the_goal_at_its_load() -> None:
    work = [make_session(7.0 * week, n_repetitions=8) for week in range(8)]
    practice = make_session(57, goal="technique", load=kg(17.5))
    *_, during, after = replay(make_settings(), *work, practice, make_session(60, n_repetitions=8))
    assert during.decision.rule is PolicyRule.HOLD_TECHNIQUE
    assert (after.decision.rule, after.standing.full_load) == (PolicyRule.DELOAD_DUE, kg(40.0))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"pain": 4}, PolicyRule.AFTER_STOP),
        ({"stop_reasons": ("dizziness",)}, PolicyRule.AFTER_STOP),
        ({"n_heavy": 2, "first_heavy": 2}, PolicyRule.TOO_HEAVY),
    ],
)
def test_what_is_not_safe_in_it_makes_the_goals_load_lighter(changes: dict[str, Any], rule: PolicyRule) -> None:
    practice = make_session(3, goal="technique", load=kg(17.5), **changes)
    step = replay(make_settings(), make_session(0), practice)[-1]
    assert (step.decision.rule, step.standing.load) == (rule, kg(35.0))


def test_an_emergency_sign_in_it_blocks() -> None:
    practice = make_session(3, goal="technique", load=kg(17.5), stop_reasons=("emergency",))
    step = replay(make_settings(), make_session(0), practice)[-1]
    assert step.standing.is_blocked
    assert step.standing.load == kg(40.0)


def test_it_finds_no_load_for_the_goal() -> None:
    (step,) = replay(make_settings(), make_session(goal="technique", load=kg(17.5)))
    assert (step.decision.rule, step.standing.load) == (PolicyRule.HOLD_TECHNIQUE, None)


def test_a_trial_with_it_still_gives_the_starting_load() -> None:
    (step,) = replay(make_settings(), make_session(sets=1, kind=SetKind.TRIAL, goal="technique", load=kg(50.0)))
    assert (step.decision.rule, step.standing.load) == (PolicyRule.START_LOAD, kg(48.75))


def test_a_lighter_week_ends_by_the_calendar_with_it() -> None:
    practice = make_session(49, goal="technique", load=kg(17.5))
    step = replay(make_settings(), *LIGHTER_WEEK, practice)[-1]
    assert (step.decision.rule, step.standing.load) == (PolicyRule.DELOAD_OVER, kg(40.0))


def test_where_technique_is_the_goal_it_is_judged() -> None:
    settings = make_settings("technique", level=Level.INTERMEDIATE)
    (step,) = replay(settings, make_session(goal="technique", n_repetitions=9))
    assert step.decision.rule is PolicyRule.ADD_REPETITION
