"""Limits of the policy from both sides, and what a phase outlasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cleanrep.planning.breaks import check_break
from cleanrep.planning.decision import PolicyRule, Standing
from cleanrep.planning.double_progression import DoubleProgression
from cleanrep.planning.next_session import Today, plan_next
from cleanrep.planning.prescribing import prescribe
from cleanrep.planning.session_digest import SessionDigest
from tests.unit.planning.sessions import LIGHTER_WEEK, START, kg, make_session, make_settings, replay

HEAVY: dict[str, Any] = {"n_heavy": 2, "first_heavy": 2, "faults": (("no-momentum", 2),)}
TWICE_TOO_HEAVY = (make_session(0, **HEAVY), make_session(3, load=kg(35.0), **HEAVY))


@pytest.mark.parametrize(
    ("goal", "next_kg", "rule"),
    [
        ("strength", 42.0, PolicyRule.ADD_LOAD),
        ("strength", 42.25, PolicyRule.SLOWER_LOWERING),
        ("endurance", 41.0, PolicyRule.ADD_LOAD),
        ("endurance", 41.25, PolicyRule.SLOWER_LOWERING),
    ],
)
def test_a_step_is_at_most_5_percent_and_half_of_that_for_endurance(
    goal: str, next_kg: float, rule: PolicyRule
) -> None:
    settings = make_settings(goal, steps=(40.0, next_kg), add_ons=())
    steps = replay(settings, *(make_session(day, n_repetitions=20) for day in (0, 3)))
    assert steps[-1].decision.rule is rule


@pytest.mark.parametrize(("rir", "rule"), [(2.0, PolicyRule.HOLD_STEP), (4.0, PolicyRule.EARNED_STEP)])
def test_a_large_step_is_earned_when_the_goals_fewest_reps_leave_its_reserve(rir: float, rule: PolicyRule) -> None:
    # Epley: 20 reps with 2 in reserve at 30 kg are 9 to failure at 40 kg, too few for 8 with 2 left; with 4 they do.
    settings = make_settings(steps=(30.0, 40.0), add_ons=())
    before = Standing(load=kg(30.0), n_repetitions=20, eccentric_s=3.0, passed=("s-3",))
    session = make_session(load=kg(30.0), n_repetitions=20, rir=rir)
    assert DoubleProgression(settings).judge(before, session).decision.rule is rule


def test_sets_at_different_loads_hold() -> None:
    mixed = make_session()
    mixed = replace(mixed, sets=(*mixed.sets[:2], replace(mixed.sets[2], load=kg(45.0))))
    (step,) = replay(make_settings(), mixed)
    assert step.decision.rule is PolicyRule.HOLD_SETS


def test_the_goals_least_reserve_is_enough() -> None:
    settings = make_settings()
    assert settings.goal.rir is not None
    (step,) = replay(settings, make_session(rir=float(settings.goal.rir.min)))
    assert step.decision.rule is PolicyRule.HOLD_CONFIRM


@pytest.mark.parametrize(
    ("weeks", "text"),
    [
        (2.0, "2 weeks without a session: 10 % less, 35 kg."),
        (3.8, "3 weeks without a session: 10 % less, 35 kg."),
        (4.0, "4 weeks without a session: 20 % less, 31.25 kg."),
        (8.1, "More than 8 weeks without a session: start over with technique."),
    ],
)
def test_a_break_is_told_in_whole_weeks_that_have_passed(weeks: float, text: str) -> None:
    standing = Standing(load=kg(40.0), n_repetitions=8, last_session_at=START)
    found = check_break(make_settings(), standing, START + timedelta(weeks=weeks))
    assert found is not None
    assert found[0].text == text


def test_what_passed_before_a_lighter_week_is_told_in_whole_weeks() -> None:
    before = Standing(load=kg(40.0), n_repetitions=8, block_started_at=START)
    step = DoubleProgression(make_settings()).judge(before, make_session(54, rir=1.0))
    assert step.decision.text == "7 weeks without a lighter one: take it easy for a week."


def test_a_break_in_a_lighter_week_is_counted_from_the_full_load() -> None:
    standing = Standing(
        load=kg(35.0), full_load=kg(40.0), n_repetitions=8, deload_started_at=START, last_session_at=START
    )
    found = check_break(make_settings(), standing, START + timedelta(weeks=2))
    assert found is not None
    assert found[1].load == kg(35.0)


def test_a_break_leaves_technique_where_it_was() -> None:
    standing = Standing(n_repetitions=8, is_technique=True, n_technique=3, last_session_at=START)
    found = check_break(make_settings(), standing, START + timedelta(weeks=3))
    assert found is not None
    assert (found[1].is_technique, found[1].n_technique) == (True, 3)


def test_a_back_off_has_answered_the_setbacks_before_it() -> None:
    practice, again = make_session(6, goal="technique", load=kg(15.0)), make_session(9, load=kg(28.75), **HEAVY)
    steps = replay(make_settings(), *TWICE_TOO_HEAVY, practice, again)
    assert [step.decision.rule for step in steps] == [
        PolicyRule.TOO_HEAVY,
        PolicyRule.TOO_HEAVY_TWICE,
        PolicyRule.AFTER_TECHNIQUE,
        PolicyRule.TOO_HEAVY,
    ]


@pytest.mark.parametrize(
    "following",
    [
        make_session(6, goal="technique", load=kg(15.0)),
        make_session(6, goal="technique", load=kg(15.0), **HEAVY),
        make_session(6, load=kg(28.75)),
    ],
    ids=["technique", "technique that was too heavy", "the goal instead"],
)
def test_one_technique_session_is_asked_for_once(following: SessionDigest) -> None:
    settings = make_settings()
    asked, after = (prescribe(settings, step.standing) for step in replay(settings, *TWICE_TOO_HEAVY, following)[1:])
    assert asked is not None
    assert after is not None
    assert (asked.goal, after.goal) == ("technique", "strength")


def test_a_load_too_heavy_for_one_early_rep_says_that_one_is_enough() -> None:
    (step,) = replay(make_settings(), make_session(n_heavy=1, first_heavy=3, faults=(("no-momentum", 1),)))
    found = step.decision.facts[0]
    assert found.name == "reps with a jerk or a lost neutral (among the first 3 one is enough)"
    assert (found.value, found.limit) == (1.0, 2)


def test_low_readiness_makes_a_lighter_week_no_lighter() -> None:
    settings = make_settings()
    history = replay(settings, *LIGHTER_WEEK)
    poor, fresh = (plan_next(settings, history, Today(START + timedelta(days=44), readiness=n)) for n in (1, 5))
    assert poor.prescription is not None
    assert poor == fresh


@pytest.mark.parametrize(("day", "rule"), [(44, PolicyRule.DELOAD_GOES_ON), (49, PolicyRule.DELOAD_OVER)])
def test_low_readiness_neither_ends_nor_prolongs_a_lighter_week(day: float, rule: PolicyRule) -> None:
    step = replay(make_settings(), *LIGHTER_WEEK, make_session(day, load=kg(35.0), readiness=1))[-1]
    assert step.decision.rule is rule
