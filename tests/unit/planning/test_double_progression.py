"""Each line of the policy with its figures, and what must never happen whatever the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from cleanrep.model.training import Level, SelfReport, SetKind
from cleanrep.planning.decision import PolicyRule
from cleanrep.planning.double_progression import DoubleProgression
from cleanrep.planning.prescribing import prescribe
from cleanrep.planning.session_digest import SessionDigest, SessionNote
from tests.unit.planning.sessions import LIGHTER_WEEK, START, kg, make_session, make_set, make_settings, replay

HIGHER = {PolicyRule.ADD_LOAD, PolicyRule.EARNED_STEP}


def test_clean_and_smooth_sets_add_one_repetition() -> None:
    (step,) = replay(make_settings(), make_session(n_repetitions=9))
    assert (step.decision.rule, step.standing.n_repetitions) == (PolicyRule.ADD_REPETITION, 10)
    assert step.standing.load == kg(40.0)


def test_nine_of_ten_clean_is_enough_for_a_repetition_and_eight_is_not() -> None:
    enough, short = (replay(make_settings(), make_session(n_repetitions=10, n_clean=n))[0] for n in (9, 8))
    assert enough.decision.rule is PolicyRule.ADD_REPETITION
    assert short.decision.rule is PolicyRule.HOLD_CLEAN
    assert short.standing.n_repetitions == 8


def test_a_rep_that_was_not_smooth_holds() -> None:
    (step,) = replay(make_settings(), make_session(n_repetitions=10, n_rough=1))
    assert step.decision.rule is PolicyRule.HOLD_ROUGH


def test_load_rises_after_two_sessions_in_a_row_by_the_smallest_step_and_reps_fall_back() -> None:
    first, second = replay(make_settings(), make_session(0), make_session(3))
    assert first.decision.rule is PolicyRule.HOLD_CONFIRM
    assert second.decision.rule is PolicyRule.ADD_LOAD
    assert (second.standing.load, second.standing.n_repetitions) == (kg(41.25), 8)
    assert second.decision.session_ids == ("s0", "s3")


def test_one_session_that_fails_between_starts_the_count_again() -> None:
    steps = replay(make_settings(), make_session(0), make_session(3, rir=1.0), make_session(6))
    assert [step.decision.rule for step in steps] == [
        PolicyRule.HOLD_CONFIRM,
        PolicyRule.HOLD_RESERVE,
        PolicyRule.HOLD_CONFIRM,
    ]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"rir": None}, PolicyRule.HOLD_RESERVE),
        ({"rir": 1.0}, PolicyRule.HOLD_RESERVE),
        ({"pain": None}, PolicyRule.HOLD_PAIN),
        ({"answers": ()}, PolicyRule.HOLD_ANSWER),
        ({"answers": (("hips-stable", SelfReport.YES), ("long-spine", SelfReport.NO))}, PolicyRule.HOLD_ANSWER),
        ({"answers": (("hips-stable", SelfReport.YES), ("long-spine", SelfReport.UNSURE))}, PolicyRule.HOLD_ANSWER),
        ({"off_aim": (("stop-at-neutral", 0.26),)}, PolicyRule.HOLD_UNSURE),
        ({"off_aim": ()}, PolicyRule.HOLD_UNSURE),
        ({"n_clean": 10, "n_unknown": 2}, PolicyRule.HOLD_UNKNOWN),
        ({"n_clean": 0, "n_unknown": 12}, PolicyRule.HOLD_UNKNOWN),
    ],
)
def test_each_gate_holds_the_load(changes: dict[str, Any], rule: PolicyRule) -> None:
    steps = replay(make_settings(), make_session(0, **changes), make_session(3, **changes))
    assert {step.decision.rule for step in steps} == {rule}
    assert steps[-1].standing.load == kg(40.0)


def test_one_unknown_rep_in_twelve_does_not_hold() -> None:
    steps = replay(make_settings(), *(make_session(day, n_clean=11, n_unknown=1) for day in (0, 3)))
    assert steps[-1].decision.rule is PolicyRule.ADD_LOAD


def test_a_rule_that_the_camera_judged_needs_no_answer() -> None:
    steps = replay(make_settings(), *(make_session(day, answers=(), unseen=()) for day in (0, 3)))
    assert steps[-1].decision.rule is PolicyRule.ADD_LOAD


@pytest.mark.parametrize(
    ("faults", "rule", "stage"),
    [
        ((("no-bounce", 1), ("controlled-lowering", 9)), PolicyRule.HOLD_CONTROL, "control"),
        ((("controlled-lowering", 2), ("full-range", 9)), PolicyRule.HOLD_TEMPO, "tempo"),
        ((("full-range", 4),), PolicyRule.HOLD_RANGE, "range"),
    ],
)
def test_only_the_lowest_unfinished_stage_is_coached(
    faults: tuple[tuple[str, int], ...], rule: PolicyRule, stage: str
) -> None:
    (step,) = replay(make_settings(), make_session(sets=1, faults=faults))
    assert step.decision.rule is rule
    assert step.focus is not None
    assert (step.focus.stage, step.focus.rule) == (stage, faults[0][0])


@pytest.mark.parametrize("found", [(2, 8), (1, 3)])
def test_two_heavy_reps_or_one_of_the_first_three_take_a_tenth_off(found: tuple[int, int]) -> None:
    n_heavy, first = found
    (step,) = replay(
        make_settings(), make_session(n_heavy=n_heavy, first_heavy=first, faults=(("no-momentum", n_heavy),))
    )
    assert (step.decision.rule, step.standing.load) == (PolicyRule.TOO_HEAVY, kg(35.0))
    # Not "next": technique that comes first is lighter still.
    assert step.decision.text.endswith("Work load from now on: 35 kg.")


def test_one_heavy_rep_late_in_a_set_only_holds() -> None:
    (step,) = replay(make_settings(), make_session(n_heavy=1, first_heavy=9, faults=(("no-momentum", 1),)))
    assert step.decision.rule is PolicyRule.HOLD_CONTROL


def test_too_heavy_twice_in_a_row_takes_15_to_20_percent_and_one_technique_session() -> None:
    settings = make_settings()
    heavy: dict[str, Any] = {"n_heavy": 2, "first_heavy": 2, "faults": (("no-momentum", 2),)}
    steps = replay(settings, make_session(0, **heavy), make_session(3, **heavy))
    after = steps[-1].standing
    assert steps[-1].decision.rule is PolicyRule.TOO_HEAVY_TWICE
    assert after.load is not None
    assert 0.80 * 40 <= (after.load.value or 0.0) <= 0.85 * 40
    prescription = prescribe(settings, after)
    assert prescription is not None
    assert prescription.goal == "technique"
    back = replay(settings, *(make_session(d, **heavy) for d in (0, 3)), make_session(6, goal="technique"))[-1]
    assert (back.decision.rule, back.standing.load) == (PolicyRule.AFTER_TECHNIQUE, after.load)


def test_two_setbacks_within_four_weeks_bring_a_lighter_week() -> None:
    heavy: dict[str, Any] = {"n_heavy": 2, "first_heavy": 2, "faults": (("no-momentum", 2),)}
    settings = make_settings()
    steps = replay(settings, make_session(0, **heavy), make_session(7), make_session(14, **heavy))
    last = steps[-1]
    assert last.decision.rule is PolicyRule.DELOAD_REGRESSIONS
    assert last.decision.session_ids == ("s0", "s14")
    prescription = prescribe(settings, last.standing)
    assert prescription is not None
    volume = prescription.n_sets * prescription.n_repetitions
    assert 0.4 <= 1 - volume / (3 * last.standing.n_repetitions) <= 0.5


def test_setbacks_five_weeks_apart_do_not() -> None:
    heavy: dict[str, Any] = {"n_heavy": 2, "first_heavy": 2, "faults": (("no-momentum", 2),)}
    days = (0.0, 7.0, 14.0, 21.0, 28.0, 35.0)
    steps = replay(make_settings(), *(make_session(d, **(heavy if d in (0, 35) else {"rir": 2.0})) for d in days))
    assert steps[-1].decision.rule is PolicyRule.TOO_HEAVY


def test_a_lighter_week_comes_after_eight_weeks_at_the_latest_and_ends_after_one() -> None:
    settings = make_settings()
    steps = replay(settings, *(make_session(7.0 * week, n_repetitions=8 + week % 4) for week in range(11)))
    rules = [step.decision.rule for step in steps]
    assert rules.index(PolicyRule.DELOAD_DUE) == 8
    assert rules[9] is PolicyRule.DELOAD_OVER
    assert steps[9].standing.load == kg(40.0)


def test_a_lighter_week_comes_after_six_weeks_when_nothing_rises() -> None:
    steps = replay(make_settings(), *(make_session(7.0 * week, rir=1.0) for week in range(7)))
    assert [step.decision.rule for step in steps].index(PolicyRule.DELOAD_DUE) == 6


@pytest.mark.parametrize(("reasons", "pain"), [(("sharp-pain",), 0), ((), 3)])
def test_a_stop_reason_or_pain_makes_the_next_session_lighter(reasons: tuple[str, ...], pain: int) -> None:
    (step,) = replay(make_settings(), make_session(stop_reasons=reasons, pain=pain))
    assert (step.decision.rule, step.standing.load) == (PolicyRule.AFTER_STOP, kg(35.0))


def test_an_emergency_sign_stops_every_prescription_until_cleared_on_a_later_day() -> None:
    settings = make_settings()
    session = make_session(stop_reasons=("emergency",))
    (step,) = replay(settings, session)
    assert step.decision.rule is PolicyRule.EMERGENCY
    assert prescribe(settings, step.standing) is None
    cleared = replace(settings, cleared_on=(START + timedelta(days=9)).date())
    assert prescribe(cleared, replay(cleared, session)[0].standing) is not None


def test_a_session_on_a_poor_day_is_not_judged() -> None:
    steps = replay(make_settings(), make_session(0), make_session(3, readiness=2, rir=0.0), make_session(6))
    assert [step.decision.rule for step in steps][1:] == [PolicyRule.LOW_READINESS, PolicyRule.ADD_LOAD]


def test_beginners_practise_technique_four_to_six_times_first() -> None:
    settings = make_settings(level=Level.BEGINNER)
    clean = [make_session(3.0 * i, goal="technique", n_repetitions=8) for i in range(4)]
    assert [step.decision.rule for step in replay(settings, *clean)] == [PolicyRule.TECHNIQUE_FIRST] * 3 + [
        PolicyRule.TECHNIQUE_DONE
    ]
    faulty = [make_session(3.0 * i, goal="technique", n_repetitions=8, faults=(("no-bounce", 1),)) for i in range(6)]
    rules = [step.decision.rule for step in replay(settings, *faulty)]
    assert rules.index(PolicyRule.TECHNIQUE_DONE) == 5


def test_a_trial_set_gives_the_starting_load() -> None:
    # 12 reps with 3 in reserve at 50: one-rep maximum 75; strength starts at 65 percent of it, 48.75.
    trial = make_session(sets=1, kind=SetKind.TRIAL, load=kg(50.0))
    (step,) = replay(make_settings(), trial)
    assert (step.decision.rule, step.standing.load) == (PolicyRule.START_LOAD, kg(48.75))


def test_where_the_next_step_is_too_large_reps_go_to_twenty_then_the_lowering_slows_then_the_step_is_earned() -> None:
    settings = make_settings(steps=(40.0, 50.0), add_ons=())
    sessions, standing = [], None
    policy = DoubleProgression(settings)
    standing = policy.start()
    rules: list[PolicyRule] = []
    for day in range(60):
        n = max(12, standing.n_repetitions)
        step = policy.judge(standing, make_session(3.0 * day, n_repetitions=n))
        standing = replace(step.standing, block_started_at=step.decided_at)
        rules.append(step.decision.rule)
        sessions.append(n)
        if step.decision.rule in HIGHER:
            break
    assert PolicyRule.MORE_REPETITIONS in rules
    assert max(sessions) == 20
    assert rules.count(PolicyRule.SLOWER_LOWERING) == 2
    assert rules[-1] is PolicyRule.EARNED_STEP
    assert standing.load == kg(50.0)


def test_a_goal_of_endurance_takes_finer_steps() -> None:
    assert make_settings("endurance").max_step == 0.025
    assert make_settings("strength").max_step == 0.05


def test_a_load_that_was_changed_by_the_lifter_counts_and_breaks_the_row() -> None:
    steps = replay(make_settings(), make_session(0), make_session(3, load=kg(45.0)))
    assert steps[-1].decision.rule is PolicyRule.HOLD_CONFIRM
    assert steps[-1].standing.load == kg(45.0)


# --- What must never happen ----------------------------------------------------------------------------------------

RULES = ("no-momentum", "stop-at-neutral", "no-bounce", "controlled-lowering", "full-range", "pause-at-top")


@st.composite
def draw_sessions(draw: st.DrawFn) -> list[SessionDigest]:
    sessions, day = [], 0.0
    values = make_settings().steps.values
    for _ in range(draw(st.integers(1, 12))):
        day += draw(st.sampled_from((1.0, 2.0, 3.5, 7.0, 15.0, 30.0, 60.0)))
        sets = []
        for number in range(draw(st.integers(1, 4))):
            n = draw(st.integers(1, 22))
            n_unknown = draw(st.integers(0, n)) if draw(st.booleans()) else 0
            faults = draw(st.dictionaries(st.sampled_from(RULES), st.integers(1, n), max_size=2))
            n_faulty = min(n - n_unknown, max(faults.values(), default=0))
            heavy = [faults[rule] for rule in ("no-momentum", "stop-at-neutral") if rule in faults]
            sets.append(
                make_set(
                    number,
                    n_repetitions=n,
                    n_unknown=n_unknown,
                    n_clean=n - n_unknown - n_faulty,
                    faults=tuple(sorted(faults.items())),
                    n_heavy=max(heavy, default=0),
                    first_heavy=draw(st.integers(1, n)) if heavy else None,
                    rir=draw(st.sampled_from((None, 0.0, 2.0, 4.0))),
                    pain=draw(st.sampled_from((None, 0, 0, 0, 2, 4))),
                    load=kg(draw(st.sampled_from(values)) if draw(st.booleans()) else 40.0),
                    kind=draw(st.sampled_from((SetKind.WORK, SetKind.WORK, SetKind.WORK, SetKind.TRIAL))),
                    goal=draw(st.sampled_from(("strength", "strength", "strength", "technique"))),
                )
            )
        at, name = START + timedelta(days=day), f"s{day:g}"
        done = [replace(item, session_id=name, performed_at=at) for item in sets]
        goal = "strength" if any(item.goal == "strength" for item in done) else "technique"
        sessions.append(
            SessionDigest(
                session_id=name,
                started_at=at,
                goal=goal,
                sets=tuple(item for item in done if item.kind is SetKind.WORK and item.goal == goal),
                trials=tuple(item for item in done if item.kind is SetKind.TRIAL),
                note=SessionNote(draw(st.sampled_from((None, 1, 4))), draw(st.sampled_from(((), (), ("pain",))))),
            )
        )
    return sessions


@examples(max_examples=60)
@given(draw_sessions(), st.sampled_from(Level))
def test_the_load_never_rises_after_a_critical_fault_or_on_too_many_unknown_reps(
    sessions: list[SessionDigest], level: Level
) -> None:
    settings = make_settings(level=level)
    by_id = {session.session_id: session for session in sessions}
    for step in replay(settings, *sessions):
        if step.decision.rule in HIGHER | {PolicyRule.ADD_REPETITION, PolicyRule.MORE_REPETITIONS}:
            for session in (by_id[name] for name in step.decision.session_ids):
                assert not set(session.count_faults()) & set(settings.policy.stages.control)
                assert session.unknown_share <= 0.1 + 1e-9
                assert session.find_heavy(settings.policy.too_heavy) is None


@examples(max_examples=60)
@given(draw_sessions())
def test_a_rise_never_skips_a_pin_nor_exceeds_the_stack(sessions: list[SessionDigest]) -> None:
    settings = make_settings()
    by_id = {session.session_id: session for session in sessions}
    for step in replay(settings, *sessions):
        if step.decision.rule in HIGHER:
            before, after = by_id[step.session_id].load, step.standing.load
            assert before is not None
            assert after is not None
            low, high = before.value or 0.0, after.value or 0.0
            assert low < high
            assert not [pin for pin in settings.steps.pins if low < pin < high]


@examples(max_examples=60)
@given(draw_sessions(), st.sampled_from(Level))
def test_the_same_log_gives_the_same_decisions_from_any_point(sessions: list[SessionDigest], level: Level) -> None:
    settings = make_settings(level=level)
    whole = replay(settings, *sessions)
    assert whole == replay(settings, *sessions)
    for before, session, step in zip(whole, sessions[1:], whole[1:], strict=False):
        assert DoubleProgression(settings).judge(before.standing, session) == step


@examples(max_examples=60)
@given(draw_sessions(), st.sampled_from(Level))
def test_every_session_ends_in_a_decision_with_a_prescription_that_can_be_done(
    sessions: list[SessionDigest], level: Level
) -> None:
    settings = make_settings(level=level)
    steps = replay(settings, *sessions)
    assert len(steps) == len(sessions)
    for step in steps:
        planned = prescribe(settings, step.standing)
        assert planned is not None
        assert 1 <= planned.n_sets <= 4
        assert 1 <= planned.n_repetitions <= 20
        assert planned.load is None or planned.load.value in settings.steps.values
        assert step.decision.session_ids
        assert step.decision.text.endswith((".", "?"))


@pytest.mark.parametrize(
    ("bad", "kept_kg"),
    [
        ((make_session(44, load=kg(35.0), pain=5),), 31.25),
        ((make_session(44, load=kg(35.0), n_heavy=2, first_heavy=1),), 31.25),
        (
            (
                make_session(43, load=kg(35.0), n_heavy=2, first_heavy=1),
                make_session(45, load=kg(31.25), n_heavy=2, first_heavy=1),
                make_session(47, goal="technique", load=kg(15.0)),
            ),
            26.25,
        ),
    ],
    ids=["pain", "too heavy", "too heavy twice"],
)
def test_a_lighter_week_never_brings_back_what_hurt_or_was_too_heavy(
    bad: tuple[SessionDigest, ...], kept_kg: float
) -> None:
    steps = replay(make_settings(), *LIGHTER_WEEK, *bad, make_session(50, load=kg(kept_kg)))
    assert steps[4].decision.rule is PolicyRule.DELOAD_DUE
    assert steps[4].standing.full_load == kg(40.0)
    assert steps[-1].decision.rule is PolicyRule.DELOAD_OVER
    assert steps[-1].standing.load == kg(kept_kg)


def test_an_emergency_is_not_forgotten_over_a_break() -> None:
    stopped = make_session(3, stop_reasons=("emergency",))
    steps = replay(make_settings(), make_session(0), stopped, make_session(60), make_session(200))
    assert [step.standing.is_blocked for step in steps] == [False, True, True, True]
    assert prescribe(make_settings(), steps[-1].standing) is None
