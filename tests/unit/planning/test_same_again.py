"""Where everything stays: the reps of the next session."""

from __future__ import annotations

from typing import Any

import pytest

from cleanrep.model.training import SelfReport
from cleanrep.planning.decision import PolicyRule
from tests.unit.planning.sessions import kg, make_session, make_settings, replay


@pytest.mark.parametrize("n_done", [12, 15])
@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, PolicyRule.HOLD_CONFIRM),
        ({"rir": None}, PolicyRule.HOLD_RESERVE),
        ({"pain": None}, PolicyRule.HOLD_PAIN),
        ({"answers": (("hips-stable", SelfReport.NO),)}, PolicyRule.HOLD_ANSWER),
        ({"off_aim": ()}, PolicyRule.HOLD_UNSURE),
    ],
)
def test_clean_and_smooth_reps_up_to_the_goals_most_are_kept_when_the_load_waits(
    changes: dict[str, Any], rule: PolicyRule, n_done: int
) -> None:
    (step,) = replay(make_settings(), make_session(n_repetitions=n_done, **changes))
    assert (step.decision.rule, step.standing.n_repetitions) == (rule, 12)


def test_the_prescription_after_a_session_that_passed_leads_to_more_load() -> None:
    first = replay(make_settings(), make_session(0))[-1]
    second = replay(make_settings(), make_session(0), make_session(3, n_repetitions=first.standing.n_repetitions))[-1]
    assert second.decision.rule is PolicyRule.ADD_LOAD


def test_at_the_last_pin_the_most_reps_are_kept() -> None:
    settings = make_settings(steps=(40.0,), add_ons=())
    step = replay(settings, *(make_session(3.0 * day, n_repetitions=20) for day in range(8)))[-1]
    assert (step.decision.rule, step.standing.n_repetitions) == (PolicyRule.HOLD_STEP, 20)


@pytest.mark.parametrize("n_done", [7, 8, 12])
def test_reps_that_were_not_smooth_earn_none(n_done: int) -> None:
    (step,) = replay(make_settings(), make_session(n_repetitions=n_done, n_rough=1))
    assert (step.decision.rule, step.standing.n_repetitions) == (PolicyRule.HOLD_ROUGH, 8)


def test_no_more_than_the_goals_most_once_a_step_that_fits_lies_ahead() -> None:
    # From 20 kg the next step is too large, so that reps go beyond the goal's; from 40 kg it is not.
    settings = make_settings(steps=(20.0, 40.0, 41.0), add_ons=())
    steps = replay(
        settings,
        make_session(0, load=kg(20.0), n_repetitions=15),
        make_session(3, load=kg(40.0), n_repetitions=15, n_rough=1),
    )
    assert [step.standing.n_repetitions for step in steps] == [16, 12]
