"""Starting load, volume, calendar, breaks, digest, virtual lifter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.errors import UsageError
from cleanrep.exercises.policy import ShareRange
from cleanrep.model.repetition import Verdict
from cleanrep.model.set_outline import outline_repetitions
from cleanrep.model.training import Level, LoggedFinding, LoggedRepetition, PerformedSet
from cleanrep.planning.breaks import check_break
from cleanrep.planning.calendar import CalendarRequest, Companion, CompanionDay, DayKind, lay_out
from cleanrep.planning.decision import PolicyRule
from cleanrep.planning.digest import SetDigest, SetDigester
from cleanrep.planning.double_progression import DoubleProgression
from cleanrep.planning.next_session import NextSession, Today, plan_next
from cleanrep.planning.one_rm import RatedSet, compute_n_to_failure, compute_one_rm_ratio, find_start_load
from cleanrep.planning.prescribing import cut_volume, prescribe
from cleanrep.planning.session_digest import SessionDigest
from cleanrep.planning.settings import PlanningSettings
from cleanrep.planning.simulation import simulate
from cleanrep.planning.virtual_lifter import VirtualLifter
from tests.unit.planning.sessions import START, kg, make_session, make_settings

MONDAY = date(2026, 1, 5)


def plan(settings: PlanningSettings, sessions: list[SessionDigest], today: Today) -> NextSession:
    return plan_next(settings, list(DoubleProgression(settings).replay(sessions)), today)


@pytest.mark.parametrize(("n", "ratio"), [(1, 1.0), (10, 4 / 3), (15, 1.5), (30, 2.0)])
def test_one_rep_maximum_by_epley(n: float, ratio: float) -> None:
    assert compute_one_rm_ratio(n) == pytest.approx(ratio)
    if n > 1:
        assert compute_n_to_failure(ratio) == pytest.approx(n)


def test_a_trial_of_too_many_reps_gives_no_load() -> None:
    settings = make_settings()
    start = settings.policy.start
    light = find_start_load(
        RatedSet(kg(20.0), 28, 5, "s"), settings.goal, start, scale=settings.scale, steps=settings.steps
    )
    assert not light.is_trusted
    assert light.load == kg(20.0)


@given(st.integers(1, 5), st.integers(4, 20))
def test_a_cut_of_volume_is_within_40_to_50_percent_where_whole_numbers_allow(sets: int, reps: int) -> None:
    n_sets, n_reps = cut_volume(sets, reps, cut=ShareRange(min=0.4, max=0.5))
    assert 1 <= n_sets <= sets
    assert 1 <= n_reps <= reps
    assert 0.4 - 1e-9 <= 1 - n_sets * n_reps / (sets * reps) <= 0.5 + 1e-9


@pytest.mark.parametrize(
    ("weeks", "rule", "load"),
    [
        (1.9, None, None),
        (2, PolicyRule.LAY_OFF, 35.0),
        (4, PolicyRule.LAY_OFF, 31.25),
        (8.1, PolicyRule.RESTART, 31.25),
    ],
)
def test_a_break_costs_what_the_policy_says(weeks: float, rule: PolicyRule | None, load: float | None) -> None:
    settings = make_settings()
    standing = plan(settings, [make_session()], Today(START)).history[-1].standing
    found = check_break(settings, standing, START + timedelta(weeks=weeks))
    if rule is None:
        assert found is None
        return
    assert found is not None
    assert found[0].rule is rule
    assert found[1].load == kg(load or 0.0)
    assert found[1].is_technique is (rule is PolicyRule.RESTART)


def test_on_the_day_of_a_stop_the_answer_is_stop() -> None:
    session = make_session(stop_reasons=("dizziness",))
    today, later = (plan(make_settings(), [session], Today(START + timedelta(days=d))) for d in (0, 2))
    assert today.decisions[0].rule is PolicyRule.STOP_TODAY
    assert later.decisions[0].rule is PolicyRule.AFTER_STOP


def test_a_lifter_who_needs_a_clinician_gets_no_prescription() -> None:
    settings = replace(make_settings(), needs_clinician=True)
    found = plan(settings, [make_session()], Today(START))
    assert found.prescription is None
    assert found.decisions[0].rule is PolicyRule.ASK_CLINICIAN


def test_before_the_first_session_a_beginner_practises_and_others_find_their_load() -> None:
    beginner = plan(make_settings(level=Level.BEGINNER), [], Today(START))
    assert beginner.decisions[0].rule is PolicyRule.TECHNIQUE_FIRST
    assert beginner.prescription is not None
    assert (beginner.prescription.goal, beginner.prescription.load) == ("technique", kg(5.0))
    other = plan(make_settings(), [], Today(START))
    assert other.decisions[0].rule is PolicyRule.FIND_START
    rated = plan(make_settings(), [], Today(START, rated=RatedSet(kg(50.0), 12, 3, "s")))
    assert rated.prescription is not None
    assert rated.prescription.load == kg(48.75)


def test_low_readiness_makes_today_light() -> None:
    found = plan(make_settings(), [make_session()], Today(START + timedelta(days=2), readiness=2))
    assert found.decisions[0].rule is PolicyRule.LOW_READINESS
    assert found.prescription is not None
    assert found.prescription.load == kg(35.0)
    assert found.prescription.n_sets < 3


@pytest.mark.parametrize(
    ("goal", "sets", "reps"),
    [("endurance", 2, 12), ("strength", 3, 8), ("hypertrophy", 3, 10), ("warm-up", 1, 10), ("technique", 2, 8)],
)
def test_each_goal_starts_as_the_guide_says(goal: str, sets: int, reps: int) -> None:
    planned = plan(make_settings(goal), [], Today(START)).prescription
    assert planned is not None
    assert (planned.n_sets, planned.n_repetitions) == (sets, reps)


def test_a_calendar_has_its_sessions_and_a_warm_up_before_deadlifts() -> None:
    days = lay_out(make_settings(), CalendarRequest(MONDAY, 6, 2, (CompanionDay(Companion.DEADLIFT),)))
    assert [day.kind for day in days].count(DayKind.WARM_UP) == 6
    assert len([day for day in days if day.kind is not DayKind.WARM_UP]) == 12
    assert [day.on for day in days] == sorted(day.on for day in days)
    warm_up = next(day for day in days if day.kind is DayKind.WARM_UP)
    assert (warm_up.before, warm_up.prescription.goal) == (Companion.DEADLIFT, "warm-up")


@given(st.integers(0, 6), st.integers(1, 3), st.integers(0, 6))
def test_no_session_falls_on_the_day_before_deadlifts(first: int, per_week: int, weekday: int) -> None:
    request = CalendarRequest(MONDAY + timedelta(days=first), 3, per_week, (CompanionDay(Companion.DEADLIFT, weekday),))
    days = lay_out(make_settings(), request)
    work = [day.on for day in days if day.kind is not DayKind.WARM_UP]
    assert len(work) == len(set(work)) == 3 * per_week
    assert all((on.weekday() + 1) % 7 != weekday for on in work)


def test_a_beginner_plans_technique_first_and_a_long_plan_has_lighter_weeks() -> None:
    beginner = lay_out(make_settings(level=Level.BEGINNER), CalendarRequest(MONDAY, 3, 2))
    assert [day.kind for day in beginner] == [DayKind.TECHNIQUE] * 4 + [DayKind.WORK] * 2
    weeks = {day.week for day in lay_out(make_settings(), CalendarRequest(MONDAY, 14, 2)) if day.kind is DayKind.LIGHT}
    assert weeks == {7, 14}


@pytest.mark.parametrize(("weeks", "sessions"), [(0, 2), (105, 2), (6, 0), (6, 5)])
def test_a_calendar_that_cannot_be_laid_out_is_refused(weeks: int, sessions: int) -> None:
    with pytest.raises(UsageError, match="expected 1 to"):
        CalendarRequest(MONDAY, weeks, sessions)


def digest(*repetitions: LoggedRepetition, n: int | None = None) -> SetDigest:
    settings = make_settings()
    performed = PerformedSet(
        id="set",
        person_id="me",
        session_id="s",
        exercise=settings.exercise.id,
        variant="standing",
        goal="strength",
        performed_at=START,
        order=1,
        load=kg(40.0),
        n_repetitions=len(repetitions) if n is None else n,
        repetitions=repetitions,
    )
    return SetDigester(settings.exercise, settings.policy).digest(performed, outline_repetitions(repetitions))


def test_a_set_written_down_by_hand_is_unknown_throughout() -> None:
    assert (digest(n=10).n_clean, digest(n=10).n_unknown) == (0, 10)


def test_a_persons_word_counts_before_the_machines() -> None:
    deciding = tuple(LoggedFinding(rule, Verdict.MET, None, 0.1) for rule in ("no-momentum", "no-bounce"))
    overruled = LoggedFinding("stop-at-neutral", Verdict.NOT_MET, Verdict.MET, 0.95)
    denied = LoggedFinding("stop-at-neutral", Verdict.MET, Verdict.NOT_MET, 0.1)
    found = digest(
        LoggedRepetition(index=1, found_clean=False, findings=(*deciding, overruled)),
        LoggedRepetition(index=2, found_clean=True, findings=(*deciding, denied)),
        LoggedRepetition(index=3, found_clean=False, corrected_clean=True),
        LoggedRepetition(index=4, found_clean=True, is_removed=True),
        n=3,
    )
    assert (found.n_clean, found.n_unknown, found.faults) == (2, 0, (("stop-at-neutral", 1),))
    assert (found.n_heavy, found.first_heavy) == (1, 2)


def test_the_chance_of_a_missed_aim_is_the_median_of_the_set() -> None:
    reps = [
        LoggedRepetition(index=i, found_clean=True, findings=(LoggedFinding("no-bounce", Verdict.MET, None, p),))
        for i, p in enumerate((0.1, 0.2, 0.6), start=1)
    ]
    assert digest(*reps).off_aim == (("no-bounce", 0.2),)


@pytest.mark.parametrize(("n_judged", "unseen"), [(9, ()), (8, ("long-spine",))])
def test_a_rule_is_answered_by_the_camera_when_it_judged_nine_reps_of_ten(
    n_judged: int, unseen: tuple[str, ...]
) -> None:
    seen = LoggedFinding("hips-stable", Verdict.MET, None, 0.1)
    spine = LoggedFinding("long-spine", Verdict.MET, None, 0.1)
    reps = [
        LoggedRepetition(index=i, found_clean=True, findings=(seen, spine) if i <= n_judged else (seen,))
        for i in range(1, 11)
    ]
    assert digest(*reps).unseen == unseen


LIFTER = {
    "schema": "cleanrep.lifter/1",
    "name": "Ann",
    "goal": "strength",
    "one_rm": 70.0,
    "steps": [float(i) for i in range(5, 105, 5)],
    "add_ons": [1.25, 2.5],
    "absences": [{"week": 30, "weeks": 3}],
}


def test_a_virtual_year_is_the_same_every_time_and_the_load_moves_both_ways() -> None:
    lifter = VirtualLifter.model_validate(LIFTER)
    settings = make_settings(level=Level.BEGINNER)
    first, second = (list(simulate(settings, lifter, start=START)) for _ in range(2))
    assert first == second
    assert first[-1].week >= 50
    rules = {item.decision.rule for item in first}
    assert {PolicyRule.TECHNIQUE_DONE, PolicyRule.START_LOAD, PolicyRule.ADD_LOAD, PolicyRule.DELOAD_DUE} <= rules
    assert not [item for item in first if 30 <= item.week < 33]


def test_a_lifter_who_never_answers_never_adds_load() -> None:
    lifter = VirtualLifter.model_validate(LIFTER | {"answers": False})
    rules = {item.decision.rule for item in simulate(make_settings(), lifter, start=START)}
    assert PolicyRule.HOLD_ANSWER in rules
    assert PolicyRule.ADD_LOAD not in rules


def test_a_blocked_lifter_gets_no_prescription() -> None:
    settings = make_settings()
    standing = plan(settings, [make_session()], Today(START)).history[-1].standing
    assert prescribe(settings, replace(standing, is_blocked=True)) is None
