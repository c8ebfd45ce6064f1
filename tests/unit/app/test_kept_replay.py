"""A replay that decides only what changed gives what the whole one gives."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from cleanrep.app.lifter import LifterRequest
from cleanrep.app.log_changes import Correction, correct_set, edit_set, remove_set, undo_change
from cleanrep.app.next_plan import NextRequest, NextResult, decide_next
from cleanrep.app.people import find_person
from cleanrep.app.request import find_exercise
from cleanrep.errors import CleanRepError
from cleanrep.exercises.catalogue import LoadedExercise
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import (
    Level,
    Load,
    LoadUnit,
    LoggedFinding,
    LoggedRepetition,
    Machine,
    PerformedSet,
    Session,
)
from cleanrep.model.training_records import ChangeKind
from cleanrep.planning.decision import Step
from cleanrep.store.connection import parse_url
from cleanrep.store.log_writer import Act
from cleanrep.store.store import Store

START = datetime(2026, 1, 5, 18, tzinfo=UTC)
NOW = START + timedelta(days=400)
EXERCISE = find_exercise("lever-back-extension")
GOALS = {
    name: goal.model_copy(update={"sets": goal.sets.model_copy(update={"min": 4})})
    for name, goal in EXERCISE.exercise.goals.items()
}
OTHER_FILE = LoadedExercise(EXERCISE.exercise.model_copy(update={"goals": GOALS}), "f" * 64)
RULES = [rule.id for rule in EXERCISE.exercise.rules if rule.assessed_by == "camera" and rule.scope == "repetition"]
N_REPETITIONS = 12


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_log(tmp_path) as opened:
        yield opened


def open_log(folder: Path) -> Store:
    opened = Store(parse_url(str(folder / "log.sqlite3")))
    person = find_person(opened, None)
    opened.people.update(replace(person, level=Level.INTERMEDIATE))
    for name in ("gym", "home"):
        opened.machines.add(
            Machine(
                id=name,
                name=name,
                exercise=EXERCISE.exercise.id,
                variant="standing",
                unit=LoadUnit.KG,
                steps=tuple(float(i) for i in range(5, 105, 5)),
            )
        )
    return opened


def add_session(store: Store, day: float, **changes: Any) -> list[PerformedSet]:
    """Three perfect sets of twelve, unless told otherwise."""
    person, session_id = find_person(store, None), str(uuid4())
    findings = tuple(LoggedFinding(rule, Verdict.MET, None, 0.1) for rule in RULES)
    done = LoggedRepetition(index=1, found_clean=True, findings=findings)
    perfect = PerformedSet(
        id="",
        person_id=person.id,
        session_id=session_id,
        exercise=EXERCISE.exercise.id,
        variant="standing",
        goal="strength",
        performed_at=START,
        order=1,
        load=Load(LoadUnit.KG, 40.0),
        n_repetitions=N_REPETITIONS,
        repetitions=tuple(replace(done, index=i + 1) for i in range(N_REPETITIONS)),
        machine_id="gym",
        rir=3.0,
        pain=0,
    )
    at = START + timedelta(days=day)
    sets = [
        replace(perfect, id=str(uuid4()), order=i, performed_at=at + timedelta(minutes=4 * i), **changes)
        for i in range(1, 4)
    ]
    with store.transaction():
        number = store.log_writer.record(Act(person.id, at, ChangeKind.LOG, "logged"))
        store.log_writer.add_sessions([Session(id=session_id, person_id=person.id, started_at=at)])
        store.log_writer.add_sets(number, sets)
    return sets


def decide(store: Store, *, loaded: LoadedExercise = EXERCISE, is_whole: bool = False, **named: Any) -> NextResult:
    return decide_next(store, NextRequest(LifterRequest(loaded, **named), NOW, is_explained=is_whole))


def check_same(store: Store, **named: Any) -> None:
    """What was kept and made anew is what the whole replay makes, session by session."""
    found, kept = decide(store, **named), list_kept(store)
    whole = decide(store, is_whole=True, **named)
    assert kept == [TypeAdapter(Step).dump_json(step).decode() for step in whole.session.history]
    assert found.session.decisions == whole.session.decisions
    assert found.session.prescription == whole.session.prescription
    assert found.session.history[-1:] == whole.session.history[-1:]


def list_kept(store: Store) -> list[str]:
    exercise_id = EXERCISE.exercise.id
    places = store.kept_steps.list_places(find_person(store, None).id, exercise_id, "")
    steps = [store.kept_steps.get(place.session_id, exercise_id) for place in places]
    return [step for step in steps if step is not None]


def list_sets(store: Store) -> list[PerformedSet]:
    sessions = store.log.iterate_sessions(find_person(store, None).id)
    return [store.log.get_set(item.id) for session in sessions for item in session.sets]


def count_anew(store: Store) -> int:
    """Decisions made anew, and the last one, which may be kept."""
    return len(decide(store).session.history)


def test_a_log_that_did_not_change_is_not_decided_anew(store: Store) -> None:
    for day in range(0, 60, 3):
        add_session(store, day)
    assert count_anew(store) == 20
    assert count_anew(store) == 1


def test_a_change_of_the_first_session_is_decided_anew_until_the_lifter_stands_where_he_stood(store: Store) -> None:
    first, *_ = add_session(store, 0)
    for day in range(3, 60, 3):
        add_session(store, day, load=Load(LoadUnit.KG, 40.0 if day < 6 else 45.0))
    decide(store)
    edit_set(store, first, [("rir", 0.0)], now=NOW)
    assert 2 <= count_anew(store) < 6
    check_same(store)


def test_a_session_between_two_others_is_decided(store: Store) -> None:
    for day in range(0, 30, 3):
        add_session(store, day)
    decide(store)
    add_session(store, 4, load=Load(LoadUnit.KG, 60.0))
    assert count_anew(store) > 1
    check_same(store)


def test_a_store_that_may_only_be_read_is_decided_over_as_well(tmp_path: Path) -> None:
    with open_log(tmp_path) as store:
        for day in range(0, 30, 3):
            add_session(store, day)
    with Store(parse_url(str(tmp_path / "log.sqlite3")), is_read_only=True) as store:
        assert count_anew(store) == 10
        assert count_anew(store) == 10


LogAct = Callable[[Store, int], object]


def change_first(change: Callable[[Store, PerformedSet], object]) -> LogAct:
    """A change of one of the sets; what the log refuses leaves it as it is."""

    def act(store: Store, pick: int) -> None:
        sets = list_sets(store)
        if sets:
            try:
                change(store, sets[pick % len(sets)])
            except CleanRepError:
                return

    return act


def undo(store: Store, _pick: int) -> None:
    try:
        undo_change(store, find_person(store, None), None, now=NOW)
    except CleanRepError:
        return


def note(store: Store, pick: int) -> None:
    sets = list_sets(store)
    if sets:
        session = store.log.get_session(sets[pick % len(sets)].session_id)
        reasons = () if session.stop_reasons else ("pain",)
        store.log_writer.update_session(replace(session, stop_reasons=reasons, readiness=1 + pick % 5))


ACTS: dict[str, LogAct] = {
    "add": lambda store, pick: add_session(store, pick % 97, load=Load(LoadUnit.KG, 30.0 + pick % 4 * 5)),
    "technique": lambda store, pick: add_session(store, pick % 97, goal="technique"),
    "elsewhere": lambda store, pick: add_session(store, pick % 97, machine_id="home"),
    "rir": change_first(lambda store, item: edit_set(store, item, [("rir", 0.0)], now=NOW)),
    "pain": change_first(lambda store, item: edit_set(store, item, [("pain", 5)], now=NOW)),
    "goal": change_first(lambda store, item: edit_set(store, item, [("goal", "hypertrophy")], now=NOW)),
    "machine": change_first(lambda store, item: edit_set(store, item, [("machine_id", "home")], now=NOW)),
    "correct": change_first(
        lambda store, item: correct_set(store, item, [Correction(2, "no-bounce", Verdict.NOT_MET)], now=NOW)
    ),
    "remove": change_first(lambda store, item: remove_set(store, item, now=NOW)),
    "undo": undo,
    "note": note,
    "decide": lambda store, _: decide(store),
    "decide for another goal": lambda store, _: decide(store, goal="hypertrophy"),
    "decide on another machine": lambda store, _: decide(store, machine="home"),
    "decide by another file": lambda store, _: decide(store, loaded=OTHER_FILE),
    "another level": lambda store, pick: store.people.update(
        replace(find_person(store, None), level=list(Level)[pick % len(Level)])
    ),
}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 400)), min_size=3, max_size=14),
    st.sampled_from([None, "gym", "home"]),
    st.sampled_from([None, "strength", "hypertrophy"]),
)
def test_whatever_was_kept_and_changed_the_decisions_are_those_of_the_whole_replay(
    acts: list[tuple[str, int]], machine: str | None, goal: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_log(Path(folder)) as store:
        for day in range(0, 40, 4):
            add_session(store, day, load=Load(LoadUnit.KG, 40.0 + day // 12 * 5))
        for name, pick in acts:
            decide(store, machine=machine, goal=goal)
            ACTS[name](store, pick)
        check_same(store, machine=machine, goal=goal)
