"""The next session from a stored log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cleanrep.app.lifter import LifterRequest
from cleanrep.app.next_plan import NextRequest, NextResult, decide_next, make_next_document
from cleanrep.app.people import find_person
from cleanrep.app.plan_calendar import PlanRequest, make_plan
from cleanrep.app.plan_document import make_load
from cleanrep.app.request import find_exercise
from cleanrep.app.storage import DATABASE_VARIABLE, open_store
from cleanrep.app.training_log import SetEntry, log_by_hand
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import (
    Level,
    Load,
    LoadUnit,
    LoggedFinding,
    LoggedRepetition,
    Machine,
    PerformedSet,
    Person,
    SelfReport,
    Session,
    SetKind,
)
from cleanrep.model.training_records import ChangeKind
from cleanrep.planning.calendar import CalendarRequest
from cleanrep.planning.decision import PolicyRule
from cleanrep.store.log_writer import Act
from cleanrep.store.store import Store

START = datetime(2026, 1, 5, 18, tzinfo=UTC)
EXERCISE = find_exercise("lever-back-extension")
RULES = [rule.id for rule in EXERCISE.exercise.rules if rule.assessed_by == "camera" and rule.scope == "repetition"]
ANSWERS = (("hips-stable", SelfReport.YES), ("long-spine", SelfReport.YES))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv(DATABASE_VARIABLE, str(tmp_path / "log.sqlite3"))
    with open_store() as opened:
        yield opened


def add_lifter(store: Store, **changes: Any) -> Person:
    person = replace(find_person(store, None), level=Level.INTERMEDIATE)
    person = replace(person, **changes)
    store.people.update(person)
    return person


def add_session(store: Store, person: Person, day: float, **changes: Any) -> str:
    """Three perfect sets of twelve, unless told otherwise."""
    at, session_id = START + timedelta(days=day), str(uuid4())
    findings = tuple(LoggedFinding(rule, Verdict.MET, None, 0.1) for rule in RULES)
    perfect = PerformedSet(
        id="",
        person_id=person.id,
        session_id=session_id,
        exercise=EXERCISE.exercise.id,
        variant="standing",
        goal="strength",
        performed_at=at,
        order=1,
        load=Load(LoadUnit.KG, 40.0),
        n_repetitions=12,
        repetitions=tuple(LoggedRepetition(index=i, found_clean=True, findings=findings) for i in range(1, 13)),
        rir=3.0,
        pain=0,
        self_reports=ANSWERS,
    )
    done = replace(perfect, **changes)
    sets = [replace(done, id=str(uuid4()), order=i, performed_at=at + timedelta(minutes=4 * i)) for i in range(1, 4)]
    with store.transaction():
        number = store.log_writer.record(Act(person.id, at, ChangeKind.LOG, "logged"))
        store.log_writer.add_sessions([Session(id=session_id, person_id=person.id, started_at=at)])
        store.log_writer.add_sets(number, sets)
    return sets[0].id


def decide(store: Store, day: float, *, is_explained: bool = False) -> NextResult:
    request = NextRequest(LifterRequest(EXERCISE), START + timedelta(days=day), is_explained=is_explained)
    return decide_next(store, request)


def test_two_good_sessions_in_the_store_add_load_and_name_their_days(store: Store) -> None:
    person = add_lifter(store)
    add_session(store, person, 0)
    add_session(store, person, 3)
    result = decide(store, 5)
    decision = result.session.decisions[0]
    # Without a machine the smallest plate is the step: 1.25 of 40 kg.
    assert decision.rule is PolicyRule.ADD_LOAD
    assert sorted(result.dates[name].date().isoformat() for name in decision.session_ids) == [
        "2026-01-05",
        "2026-01-08",
    ]
    assert make_next_document(result).prescription is not None


@pytest.mark.parametrize(("weeks", "kind", "word"), [(5, "work", "20 % less"), (10, "technique", "start over")])
def test_a_plan_after_weeks_away_starts_where_the_next_session_does(
    store: Store, weeks: int, kind: str, word: str
) -> None:
    person = add_lifter(store)
    add_session(store, person, 0)
    now = START + timedelta(weeks=weeks)
    following = make_next_document(decide(store, 7 * weeks)).prescription
    plan = make_plan(
        store, PlanRequest(LifterRequest(EXERCISE, goal="strength"), CalendarRequest(now.date(), 2, 2), now)
    )
    assert following is not None
    assert following.load is not None
    assert following.load.value is not None
    assert following.load.value < 40.0
    assert (plan.days[0].kind, plan.days[0].prescription.load) == (kind, following.load)
    assert word in plan.notes[0]


def test_a_plan_without_a_break_says_nothing_of_one(store: Store) -> None:
    add_session(store, add_lifter(store), 0)
    now = START + timedelta(days=3)
    plan = make_plan(
        store, PlanRequest(LifterRequest(EXERCISE, goal="strength"), CalendarRequest(now.date(), 2, 2), now)
    )
    assert plan.days[0].prescription.load == make_load(Load(LoadUnit.KG, 40.0))
    assert not any("without a session" in note for note in plan.notes)


def test_a_decision_is_kept_once(store: Store) -> None:
    person = add_lifter(store)
    add_session(store, person, 0)
    decide(store, 1)
    decide(store, 2)
    assert len(store.decisions.list(person.id, EXERCISE.exercise.id)) == 1
    add_session(store, person, 3)
    decide(store, 4)
    assert len(store.decisions.list(person.id, EXERCISE.exercise.id)) == 2


def test_the_moment_on_the_back_is_the_scale_where_machine_and_body_are_known(store: Store) -> None:
    person = add_lifter(store, body_mass_kg=80.0, height_m=1.78, sex="male")
    machine = Machine(
        id="gym",
        name="Gym",
        exercise=EXERCISE.exercise.id,
        variant="standing",
        unit=LoadUnit.KG,
        steps=tuple(float(i) for i in range(5, 105, 5)),
        kinetics="standing-lever",
    )
    store.machines.add(machine)
    for day in (0, 3):
        add_session(store, person, day, machine_id="gym")
    decision = decide(store, 5).session.decisions[0]
    # Five of 40 kg are 12.5 percent of the stack, and about 5 of the moment.
    rise = (
        next(item for item in decision.facts if "moment" in item.name) if decision.rule is PolicyRule.ADD_LOAD else None
    )
    assert decision.rule in {PolicyRule.ADD_LOAD, PolicyRule.MORE_REPETITIONS}
    if rise is not None:
        assert 2.0 < (rise.value or 0.0) <= 5.0


def test_sets_of_another_machine_and_variant_do_not_count(store: Store) -> None:
    person = add_lifter(store)
    add_session(store, person, 0)
    add_session(store, person, 3, variant="seated")
    assert len(decide(store, 4, is_explained=True).session.history) == 1


def log_set(store: Store, person: Person, at: datetime, **changes: Any) -> None:
    entry = SetEntry(
        performed_at=at,
        exercise=EXERCISE.exercise.id,
        variant="standing",
        goal="strength",
        load=Load(LoadUnit.KG, 40.0),
        n_repetitions=12,
    )
    log_by_hand(store, person, replace(entry, **changes))


@pytest.mark.parametrize(("hour", "offset_h"), [(20, -5), (7, 10)], ids=["evening in New York", "morning in Sydney"])
def test_a_stop_is_of_the_lifters_day(store: Store, hour: int, offset_h: int) -> None:
    """The UTC day of both moments is another one."""
    person = add_lifter(store)
    at = datetime(2026, 1, 5, hour, tzinfo=timezone(timedelta(hours=offset_h)))
    log_set(store, person, at, pain=5, stop_reasons=("pain",))
    request = NextRequest(LifterRequest(EXERCISE), at + timedelta(minutes=30))
    today = decide_next(store, request)
    assert today.session.decisions[0].rule is PolicyRule.STOP_TODAY
    assert {when.date() for when in today.dates.values()} == {at.date()}
    tomorrow = decide_next(store, replace(request, now=at + timedelta(hours=18)))
    assert tomorrow.session.decisions[0].rule is PolicyRule.AFTER_STOP


@pytest.mark.parametrize("goal", ["strength", "warm-up"])
@pytest.mark.parametrize(("hour", "offset_h"), [(20, -5), (7, 10)], ids=["evening in New York", "morning in Sydney"])
def test_an_emergency_is_cleared_on_a_later_day_of_the_lifter(
    store: Store, hour: int, offset_h: int, goal: str
) -> None:
    """Whatever the set was for that it came in."""
    at = datetime(2026, 1, 5, hour, tzinfo=timezone(timedelta(hours=offset_h)))
    request = NextRequest(LifterRequest(EXERCISE, goal="strength"), at + timedelta(days=3))
    person = add_lifter(store, screened_on=at.date())
    log_set(store, person, at, goal=goal, stop_reasons=("emergency",))
    assert decide_next(store, request).session.prescription is None
    store.people.update(replace(person, screened_on=at.date() + timedelta(days=1)))
    assert decide_next(store, request).session.prescription is not None


def test_a_set_without_its_load_does_not_take_the_unit_of_the_others(store: Store) -> None:
    person = add_lifter(store)
    log_set(store, person, START, load=Load(LoadUnit.LB, 90.0), pain=4)
    before = decide(store, 3).session.prescription
    assert before is not None
    assert before.load is not None
    assert before.load.unit is LoadUnit.LB
    assert 70.0 <= (before.load.value or 0.0) < 90.0
    log_set(store, person, START + timedelta(days=2), load=Load(LoadUnit.UNKNOWN), kind=SetKind.WARM_UP)
    after = decide(store, 3).session.prescription
    assert after is not None
    assert after.load == before.load


def test_a_warm_up_in_pounds_does_not_turn_the_work_load_into_none(store: Store) -> None:
    person = add_lifter(store)
    log_set(store, person, START, pain=4)
    before = decide(store, 3).session.prescription
    log_set(store, person, START + timedelta(days=2), load=Load(LoadUnit.LB, 45.0), kind=SetKind.WARM_UP)
    after = decide(store, 3).session.prescription
    assert before is not None
    assert after is not None
    assert after.load == before.load == Load(LoadUnit.KG, 35.0)
