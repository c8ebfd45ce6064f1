"""A kept step is there as long as its session is as it was, in both kinds of database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cleanrep.model.training import Session
from cleanrep.model.training_records import ChangeKind, FieldChange, KeptStep, SessionPlace
from cleanrep.store.log_writer import Act
from cleanrep.store.store import Store
from tests.unit.store.conftest import NOW, AddSession, make_set

EXERCISE = "lever-back-extension"


def keep(store: Store, *sessions: Session) -> None:
    store.kept_steps.keep(
        [
            KeptStep(
                session_id=session.id,
                exercise=EXERCISE,
                basis="basis",
                mark_before=str(i),
                mark_after=str(i + 1),
                step=None if i else "{}",
            )
            for i, session in enumerate(sessions)
        ]
    )


def record(store: Store, kind: ChangeKind, undoes: int | None = None) -> int:
    return store.log_writer.record(Act("me", NOW, kind, "a change", undoes))


def test_places_are_all_sessions_in_the_order_of_time_with_their_marks(store: Store, add_session: AddSession) -> None:
    second, first, third = (add_session(store, 1, day=day) for day in (2, 1, 3))
    keep(store, first, second)
    assert store.kept_steps.list_places("me", EXERCISE, "basis") == (
        SessionPlace(first.id, "0", "1", has_step=True),
        SessionPlace(second.id, "1", "2", has_step=False),
        SessionPlace(third.id),
    )
    assert {place.mark_after for place in store.kept_steps.list_places("me", EXERCISE, "another")} == {None}
    assert store.kept_steps.list_places("me", "sit-up", "basis") == ()
    assert store.kept_steps.get(first.id, EXERCISE) == "{}"
    assert store.kept_steps.get(third.id, EXERCISE) is None


def test_a_step_takes_the_place_of_the_one_before(store: Store, add_session: AddSession) -> None:
    session = add_session(store, 1)
    keep(store, session)
    store.kept_steps.keep(
        [KeptStep(session_id=session.id, exercise=EXERCISE, basis="new", mark_before="a", mark_after="b", step="[]")]
    )
    assert store.kept_steps.list_places("me", EXERCISE, "basis") == (SessionPlace(session.id),)
    assert store.kept_steps.get(session.id, EXERCISE) == "[]"


def add(store: Store, session: Session) -> None:
    store.log_writer.add_sets(record(store, ChangeKind.LOG), [make_set(session.id, 7)])


def edit(store: Store, session: Session) -> None:
    changed = replace(session.sets[0], rir=9.0)
    fields = [FieldChange(set_id=changed.id, field="rir", before="2.0", after="9.0")]
    store.log_writer.change_set(record(store, ChangeKind.EDIT), changed, fields)


def remove(store: Store, session: Session) -> None:
    store.log_writer.remove_set(record(store, ChangeKind.REMOVE), session.sets[0].id)


def bring_back(store: Store, session: Session) -> None:
    store.changes.bring_back(record(store, ChangeKind.IMPORT), [session.sets[0].id])


def note(store: Store, session: Session) -> None:
    store.log_writer.update_session(replace(session, readiness=1))


@pytest.mark.parametrize("change", [add, edit, remove, bring_back, note])
def test_every_change_of_a_session_drops_its_step_and_no_other(
    store: Store, add_session: AddSession, change: Callable[[Store, Session], None]
) -> None:
    changed, other = add_session(store, 2), add_session(store, 2, day=1)
    keep(store, changed, other)
    with store.transaction():
        change(store, changed)
    assert [place.mark_after for place in store.kept_steps.list_places("me", EXERCISE, "basis")] == [None, "2"]


def test_an_undo_drops_the_steps_of_the_sessions_that_it_changes(store: Store, add_session: AddSession) -> None:
    changed, other = add_session(store, 2), add_session(store, 2, day=1)
    with store.transaction():
        number = record(store, ChangeKind.REMOVE)
        store.log_writer.remove_set(number, changed.sets[0].id)
    keep(store, changed, other)
    with store.transaction():
        store.changes.take_back_sets(number, by=record(store, ChangeKind.UNDO, number))
    assert [place.mark_after for place in store.kept_steps.list_places("me", EXERCISE, "basis")] == [None, "2"]


def test_who_is_forgotten_leaves_no_step(store: Store, add_session: AddSession) -> None:
    session = add_session(store, 1)
    keep(store, session)
    store.people.forget("me")
    assert store.kept_steps.get(session.id, EXERCISE) is None
