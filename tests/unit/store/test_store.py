from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from cleanrep.errors import ConflictError, StoreError
from cleanrep.model.training import Level, LoadUnit, Machine, Person, SelfReport, Session
from cleanrep.model.training_records import (
    ChangeKind,
    FieldChange,
    MachineSettings,
    NeutralCalibration,
    StoredDecision,
    StoredPlan,
)
from cleanrep.store.log_writer import Act
from cleanrep.store.store import Store
from cleanrep.store.tables import Table
from tests.unit.store.conftest import NOW, AddSession, make_set

EXERCISE = "lever-back-extension"
MACHINE = Machine(id="gym", name="Gym", exercise=EXERCISE, variant="standing", unit=LoadUnit.LB, steps=(10.0, 20.0))


def test_the_first_person_is_the_default_and_another_can_be(store: Store) -> None:
    store.people.add(
        Person(id="anna", name="Anna", level=Level.ADVANCED, body_mass_kg=61.5, screened_on=date(2026, 1, 2))
    )
    default = store.people.get_default()
    assert default is not None
    assert default.id == "me"
    store.people.set_default("anna")
    assert store.people.get_default() == store.people.get("anna")
    assert [item.id for item in store.people.list()] == ["anna", "me"]


def test_a_person_is_changed_and_an_unknown_one_is_refused(store: Store) -> None:
    store.people.update(Person(id="me", name="Max", sex="male", needs_clinician=True))
    assert store.people.get("me").name == "Max"
    with pytest.raises(ConflictError, match="'nobody'"):
        store.people.get("nobody")
    with pytest.raises(ConflictError, match="who is known"):
        store.people.add(Person(id="me", name="Again"))


def test_machines_and_how_a_person_sets_them_come_back(store: Store) -> None:
    store.machines.add(MACHINE)
    assert store.machines.list() == (MACHINE,)
    store.machines.update(replace(MACHINE, add_ons=(2.5,)))
    assert store.machines.get("gym").add_ons == (2.5,)
    settings = MachineSettings(
        person_id="me",
        machine_id="gym",
        values=(("pad height", "4"), ("foot plate", "2")),
        comfort=(("pad-position", SelfReport.YES),),
        set_on=date(2026, 11, 24),
    )
    store.machine_settings.put(settings)
    later = replace(settings, values=(("pad height", "5"),))
    store.machine_settings.put(later)
    assert store.machine_settings.get("me", "gym") == later
    assert store.machine_settings.get("me", "other") is None


def test_a_setting_of_an_unknown_machine_is_refused(store: Store) -> None:
    orphan = MachineSettings(person_id="me", machine_id="none", values=(), comfort=(), set_on=date(2026, 1, 1))
    with pytest.raises(StoreError):
        store.machine_settings.put(orphan)


def test_one_plan_is_followed_at_a_time(store: Store) -> None:
    plans = [
        StoredPlan(id=name, person_id="me", exercise=EXERCISE, created_at=NOW + timedelta(i), document='{"a": 1}')
        for i, name in enumerate("ab")
    ]
    for plan in plans:
        store.plans.add(plan)
    assert store.plans.get_active("me", EXERCISE) == plans[1]
    store.plans.activate("a")
    assert store.plans.get_active("me", EXERCISE) == plans[0]
    assert [item.is_active for item in store.plans.list("me")] == [True, False]


def test_decisions_are_kept_in_order(store: Store) -> None:
    told = [
        StoredDecision(
            id=str(i), person_id="me", exercise=EXERCISE, decided_at=NOW + timedelta(i), policy="p/1",
            prescription="{}", reasons="[]",
        )
        for i in range(3)
    ]  # fmt: skip
    for decision in reversed(told):
        store.decisions.add(decision)
    assert store.decisions.list("me", EXERCISE) == tuple(told)
    assert store.decisions.get_latest("me", EXERCISE) == told[2]


def test_the_newest_calibration_counts(store: Store) -> None:
    first = NeutralCalibration(
        person_id="me", exercise=EXERCISE, variant="seated", calibrated_at=NOW, trunk_deg=-3.5, line_deg=1.0
    )
    second = replace(first, calibrated_at=NOW + timedelta(days=1), head_deg=4.0)
    store.neutrals.add(second)
    store.neutrals.add(first)
    assert store.neutrals.get_latest("me", EXERCISE, "seated") == second


def test_a_session_comes_back_as_it_was_written(store: Store, add_session: AddSession) -> None:
    session = add_session(store, 3)
    (read,) = store.log.iterate_sessions("me", EXERCISE)
    assert read == session
    assert [item.order for item in read.sets] == [1, 2, 3]
    assert read.sets[0].repetitions[1].found_clean is False
    assert [item.is_clean for item in read.sets[0].counted] == [True, False, True]


def test_a_time_keeps_its_zone(store: Store) -> None:
    zone = timezone(timedelta(hours=-3, minutes=-30))
    session = Session(id="s", person_id="me", started_at=NOW)
    performed = replace(make_set("s", 0), performed_at=datetime(2026, 3, 1, 23, 59, 1, tzinfo=zone))
    with store.transaction():
        store.log_writer.add_sessions([session])
        store.log_writer.add_sets(store.log_writer.record(Act("me", NOW, ChangeKind.LOG, "")), [performed])
    read = store.log.get_set(performed.id).performed_at
    assert read == performed.performed_at
    assert read.utcoffset() == zone.utcoffset(None)


def test_sessions_come_in_time_order_from_either_end(store: Store, add_session: AddSession) -> None:
    for day in (3, 1, 2, *range(10, 50)):
        add_session(store, 1, day=day)
    starts = [item.started_at for item in store.log.iterate_sessions("me")]
    assert starts == sorted(starts)
    assert len(starts) == 43
    newest = store.log.iterate_sessions("me", is_newest_first=True)
    assert [item.started_at for item in newest] == starts[::-1]


def test_other_exercises_and_repetitions_can_be_left_out(store: Store, add_session: AddSession) -> None:
    add_session(store)
    assert list(store.log.iterate_sessions("me", "sit-up")) == []
    (session,) = store.log.iterate_sessions("me", EXERCISE, has_repetitions=False)
    assert [item.repetitions for item in session.sets] == [(), ()]


def test_a_stopped_session_is_shown_without_sets(store: Store) -> None:
    stopped = Session(id="s", person_id="me", started_at=NOW, stop_reasons=("pain",), readiness=2)
    store.log_writer.add_sessions([stopped])
    assert list(store.log.iterate_sessions("me", EXERCISE)) == [stopped]


def test_a_reader_may_write_between_sessions(store: Store, add_session: AddSession) -> None:
    for day in range(3):
        add_session(store, 1, day=day)
    for session in store.log.iterate_sessions("me"):
        store.log_writer.update_session(replace(session, notes="seen"))
    assert [item.notes for item in store.log.iterate_sessions("me")] == ["seen"] * 3


def test_what_was_found_is_never_written_over(store: Store, add_session: AddSession) -> None:
    performed = add_session(store, 1).sets[0]
    first = replace(performed.repetitions[0], found_clean=False, range_of_motion_deg=1.0, corrected_clean=False)
    changed = replace(performed, repetitions=(first, *performed.repetitions[1:]))
    with store.transaction():
        number = store.log_writer.record(Act("me", NOW, ChangeKind.CORRECT, ""))
        told = FieldChange(set_id=performed.id, field="repetitions.1.clean", before="null", after="false")
        store.log_writer.change_set(number, changed, [told])
    read = store.log.get_set(performed.id).repetitions[0]
    assert (read.found_clean, read.corrected_clean, read.range_of_motion_deg) == (True, False, 60.0)
    assert store.changes.list_fields(performed.id) == ((number, told),)


def test_what_fails_within_a_transaction_leaves_nothing(store: Store, add_session: AddSession) -> None:
    class StopError(Exception):
        pass

    def fail() -> None:
        with store.transaction():
            add_session(store)
            raise StopError

    with pytest.raises(StopError):
        fail()
    assert list(store.log.iterate_sessions("me")) == []


def test_forgetting_deletes_all_of_a_person_and_nothing_of_others(store: Store, add_session: AddSession) -> None:
    store.people.add(Person(id="anna", name="Anna"))
    session = add_session(store)
    with store.transaction():
        number = store.log_writer.record(Act("me", NOW, ChangeKind.EDIT, "x"))
        told = FieldChange(set_id=session.sets[0].id, field="rir", before="2.0", after="3.0")
        store.log_writer.change_set(number, session.sets[0], [told])
        store.log_writer.remove_set(number, session.sets[1].id)
    store.machines.add(MACHINE)
    store.plans.add(StoredPlan(id="p", person_id="anna", exercise=EXERCISE, created_at=NOW, document="{}"))
    store.people.forget("me")
    with store.database.reading() as connection:
        left = {table.name: len(connection.execute(select(table)).all()) for table in Table.metadata.sorted_tables}
    assert {name for name, n_rows in left.items() if n_rows} == {"person", "machine", "plan"}
    default = store.people.get_default()
    assert default is not None
    assert default.id == "anna"


def test_a_removed_set_comes_back_when_the_act_is_taken_back(store: Store, add_session: AddSession) -> None:
    session = add_session(store, 1)
    number = store.log_writer.record(Act("me", NOW, ChangeKind.REMOVE, ""))
    store.log_writer.remove_set(number, session.sets[0].id)
    assert list(store.log.iterate_sessions("me")) == []
    undo = store.log_writer.record(Act("me", NOW, ChangeKind.UNDO, "", undoes=number))
    assert store.changes.take_back_sets(number, by=undo) == 1
    assert list(store.log.iterate_sessions("me")) == [session]
    assert store.changes.get("me", number).is_undone


def test_two_stores_see_each_others_sets(url: URL, store: Store, add_session: AddSession) -> None:
    with Store(url) as other:
        add_session(other, 1)
        assert len(list(store.log.iterate_sessions("me"))) == 1
    assert store.log.count_sets("me") == 1


def test_times_are_kept_in_utc(store: Store, add_session: AddSession) -> None:
    assert add_session(store).started_at.tzinfo is UTC
