from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cleanrep.app.exporting import ExportRequest, export_log
from cleanrep.app.imported_sets import MAX_OPEN_SESSIONS
from cleanrep.app.importing import BATCH_ROWS, ImportRequest, import_log
from cleanrep.app.log_changes import undo_change
from cleanrep.app.people import find_person
from cleanrep.errors import UsageError
from cleanrep.exchange.fields import ReadingChoices
from cleanrep.exchange.records import Format
from cleanrep.model.training import LoadUnit, Person
from cleanrep.store.connection import parse_url
from cleanrep.store.store import Store

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
ROW = "2026-09-0{day} 18:55:00,Back,1h,{name},{order},{load},{reps},0,0,=1+1,whole,\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(parse_url(str(tmp_path / "log.sqlite3"))) as opened:
        yield opened


@pytest.fixture
def person(store: Store) -> Person:
    return find_person(store, None)


def write(tmp_path: Path, *extra: str) -> ImportRequest:
    rows = [
        ROW.format(day=day, name="Back Extension (Machine)", order=order, load=40, reps=10)
        for day in (1, 2)
        for order in (1, 2)
    ]
    rows.append(ROW.format(day=2, name="Farmer's Walk", order=1, load=600, reps=5))
    path = tmp_path / "strong.csv"
    path.write_text(HEADER + "".join([*rows, *extra]), encoding="utf-8")
    choices = ReadingChoices(LoadUnit.KG, UTC)
    return ImportRequest(path=path, form=Format.STRONG, choices=choices, now=NOW, is_applied=True)


def test_a_dry_run_changes_nothing_and_says_what_an_import_would_do(
    store: Store, person: Person, tmp_path: Path
) -> None:
    request = write(tmp_path)
    dry = import_log(store, person, replace(request, is_applied=False))
    assert (dry.n_new, dry.n_known, dry.change) == (5, 0, None)
    assert store.log.count_sets(person.id) == 0
    assert import_log(store, person, request).n_new == 5
    assert store.log.count_sets(person.id) == 5


def test_the_same_file_again_adds_nothing(store: Store, person: Person, tmp_path: Path) -> None:
    request = write(tmp_path)
    import_log(store, person, request)
    again = import_log(store, person, request)
    assert (again.n_new, again.n_known, again.change) == (0, 5, None)
    grown = import_log(
        store, person, write(tmp_path, ROW.format(day=3, name="Back Extension (Machine)", order=1, load=4, reps=1))
    )
    assert (grown.n_new, grown.n_known) == (1, 5)
    assert [len(item.sets) for item in store.log.iterate_sessions(person.id)] == [2, 3, 1]


def test_an_import_is_undone_as_a_whole_and_can_be_done_again(store: Store, person: Person, tmp_path: Path) -> None:
    request = write(tmp_path)
    outcome = import_log(store, person, request)
    before = list(store.log.iterate_sessions(person.id))
    undo_change(store, person, outcome.change, now=NOW)
    assert list(store.log.iterate_sessions(person.id)) == []
    assert import_log(store, person, request).n_new == 5
    assert list(store.log.iterate_sessions(person.id)) == before


def test_known_exercises_get_their_id_and_others_stay_as_they_are(store: Store, person: Person, tmp_path: Path) -> None:
    outcome = import_log(store, person, write(tmp_path))
    assert dict(outcome.custom) == {"Farmer's Walk": 1}
    names = {item.exercise for session in store.log.iterate_sessions(person.id) for item in session.sets}
    assert names == {"lever-back-extension", "Farmer's Walk"}
    named = replace(write(tmp_path), names=(("Farmer's Walk", "sit-up"),), is_applied=False)
    assert import_log(store, person, named).custom == {}


def test_what_is_hardly_true_is_said_by_line(store: Store, person: Person, tmp_path: Path) -> None:
    outcome = import_log(store, person, write(tmp_path))
    assert outcome.warnings == ["line 6: 600 kg is a lot: is the unit right?"]


def test_a_bad_row_keeps_the_whole_file_out_unless_it_may_be_left_out(
    store: Store, person: Person, tmp_path: Path
) -> None:
    request = write(tmp_path, ROW.format(day=3, name="X", order=1, load="heavy", reps=1))
    refused = import_log(store, person, request)
    assert refused.n_problems == 1
    assert refused.problems[0].startswith("line 7: Weight: expected a number, got 'heavy'")
    assert store.log.count_sets(person.id) == 0
    assert store.changes.list(person.id) == ()
    assert import_log(store, person, replace(request, skips_problems=True)).change is not None
    assert store.log.count_sets(person.id) == 5


def test_a_bad_row_far_down_the_file_takes_back_what_came_before_it(
    store: Store, person: Person, tmp_path: Path
) -> None:
    good = [ROW.format(day=3, name="Back Extension (Machine)", order=1, load=40, reps=10)] * BATCH_ROWS
    refused = import_log(store, person, write(tmp_path, *good, "x,A,1h,X,1,40,10,0,0,,,\n", *good))
    assert (refused.n_problems, refused.n_new, refused.change) == (1, 2 * BATCH_ROWS + 5, None)
    assert store.log.count_sets(person.id) == 0
    assert store.changes.list(person.id) == ()


def test_sets_of_sessions_that_lie_among_each_other_are_all_kept(store: Store, person: Person, tmp_path: Path) -> None:
    rows = [ROW.format(day=day, name="X", order=1, load=20, reps=10) for day in (4, 5, 4, 5)]
    assert import_log(store, person, write(tmp_path, *rows)).n_new == 9
    assert [len(item.sets) for item in store.log.iterate_sessions(person.id)] == [2, 3, 2, 2]
    assert import_log(store, person, write(tmp_path, *rows)).n_known == 9


def test_a_session_that_comes_back_after_very_many_others_adds_no_set_twice(
    store: Store, person: Person, tmp_path: Path
) -> None:
    names = ["Back", *(f"Back {i}" for i in range(MAX_OPEN_SESSIONS)), "Back"]
    row = ROW.format(day=4, name="X", order=1, load=20, reps=10)
    outcome = import_log(store, person, write(tmp_path, *(row.replace("Back,", f"{name},") for name in names)))
    assert (outcome.n_new, outcome.n_known) == (5 + MAX_OPEN_SESSIONS + 1, 1)
    assert store.log.count_sets(person.id) == outcome.n_new


def test_sets_that_are_alike_are_all_kept(store: Store, person: Person, tmp_path: Path) -> None:
    extra = [ROW.format(day=4, name="X", order=order, load=20, reps=10) for order in (1, 2, 3)]
    import_log(store, person, write(tmp_path, *extra))
    assert len(list(store.log.iterate_sessions(person.id))[-1].sets) == 3


@pytest.mark.parametrize("form", list(Format))
def test_an_export_in_each_form_holds_every_set(form: Format, store: Store, person: Person, tmp_path: Path) -> None:
    import_log(store, person, write(tmp_path))
    path = tmp_path / "out"
    assert export_log(store, person, ExportRequest(path=path, form=form)) == 5
    assert path.stat().st_size > 100
    with pytest.raises(UsageError, match="which exists"):
        export_log(store, person, ExportRequest(path=path, form=form))
    assert export_log(store, person, ExportRequest(path=path, form=form, is_forced=True)) == 5
    assert [item.name for item in tmp_path.iterdir() if item.name.endswith(".part")] == []


@pytest.mark.parametrize("form", [Format.CSV, Format.JSONL, Format.PARQUET])
def test_our_own_export_comes_back_whole(form: Format, store: Store, person: Person, tmp_path: Path) -> None:
    import_log(store, person, write(tmp_path))
    path = tmp_path / "out"
    export_log(store, person, ExportRequest(path=path, form=form))
    store.people.add(Person(id="anna", name="Anna"))
    request = ImportRequest(path=path, form=form, choices=ReadingChoices(), now=NOW, is_applied=True)
    outcome = import_log(store, store.people.get("anna"), request)
    assert (outcome.n_new, outcome.n_problems) == (5, 0)

    def strip(person_id: str) -> list[tuple[object, ...]]:
        return [
            (session.started_at, session.notes, item.performed_at, item.exercise, item.order, item.load, item.notes)
            for session in store.log.iterate_sessions(person_id)
            for item in session.sets
        ]

    assert strip("anna") == strip("me")


def test_an_export_to_nowhere_leaves_nothing(store: Store, person: Person, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can be written"):
        export_log(store, person, ExportRequest(path=tmp_path / "missing" / "x", form=Format.CSV))
