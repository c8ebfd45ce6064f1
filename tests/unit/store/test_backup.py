from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from cleanrep.errors import SourceError, UsageError
from cleanrep.model.training import Person
from cleanrep.model.training_records import ChangeKind, StoredPlan
from cleanrep.store.backup import count_rows, read_backup, write_backup
from cleanrep.store.connection import parse_url
from cleanrep.store.log_writer import Act
from cleanrep.store.schema import migrate
from cleanrep.store.store import Store
from tests.unit.store.conftest import NOW, AddSession


@pytest.fixture
def other_urls(tmp_path: Path, postgresql_url: URL) -> list[URL]:
    return [parse_url(str(tmp_path / "other.sqlite3")), postgresql_url]


def read_all(store: Store, path: Path) -> list[str]:
    """Lines of a backup but the first, which names the time."""
    write_backup(store.database, path, is_forced=True)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.readlines()[1:]


def rewrite(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines of a backup."""
    with gzip.open(path, "rb") as file:
        lines = file.readlines()
    with gzip.open(path, "wb") as file:
        file.writelines(change(lines))


def test_a_backup_restores_into_either_database(
    store: Store, add_session: AddSession, other_urls: list[URL], tmp_path: Path
) -> None:
    for day in range(3):
        add_session(store, 2, day=day)
    path = tmp_path / "log.backup"
    assert write_backup(store.database, path) == count_rows(store.database)
    told = read_all(store, tmp_path / "again.backup")
    for url in other_urls:
        with Store(url) as other:
            other.people.add(Person(id="gone", name="Gone"))
            assert read_backup(other.database, path) == count_rows(other.database)
            assert read_all(other, tmp_path / "other.backup") == told
            # The next change gets a number of its own.
            number = other.log_writer.record(Act("me", NOW, ChangeKind.LOG, "after"))
            assert number > 3


def test_a_backup_is_of_one_state_while_others_write(
    store: Store, url: URL, add_session: AddSession, tmp_path: Path
) -> None:
    add_session(store, 1)
    with store.database.reading(), Store(url) as other:
        n_before = count_rows(store.database)
        add_session(other, 1, day=1)
        assert write_backup(store.database, tmp_path / "log.backup") == n_before
    assert count_rows(store.database) > n_before


def test_a_backup_of_an_older_schema_is_brought_up(store: Store, add_session: AddSession, tmp_path: Path) -> None:
    session = add_session(store, 2)
    path = tmp_path / "log.backup"
    lines = read_all(store, path)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"schema": "cleanrep.backup/1", "revision": "0001", "created_at": "x"}) + "\n")
        # The column came later.
        file.writelines(line.replace(',"brought_back_by":null', "") for line in lines)
    read_backup(store.database, path)
    assert list(store.log.iterate_sessions("me")) == [session]


def test_a_backup_is_not_written_over_by_chance(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "log.backup"
    path.write_text("mine")
    with pytest.raises(UsageError, match="which exists"):
        write_backup(store.database, path)
    assert path.read_text() == "mine"
    with pytest.raises(UsageError, match="can be written"):
        write_backup(store.database, tmp_path / "missing" / "log.backup")
    assert [item.name for item in tmp_path.iterdir() if item.name.endswith(".part")] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda _: [b"{}\n"], "is no backup"),
        (lambda _: [b"\n"], "line 1"),
        (lambda lines: [b'{"schema":"cleanrep.backup/1","revision":"9999"}\n', *lines[1:]], "newer CleanRep"),
        (lambda lines: lines[:-1], "cut short"),
        (lambda lines: [*lines[:-2], lines[-1]], "expected"),
        (lambda lines: [*lines[:2], b'{"table":"sqlite_master","row":{}}\n', *lines[2:]], "no table"),
        (lambda lines: [*lines[:2], b'{"table":"person","row":{"id":"x"}}\n', *lines[2:]], "columns of person"),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], "does not fit"),
        (lambda lines: [*lines[:2], b"[" * 100_000 + b"\n"], "cannot be read"),
    ],
)
def test_a_bad_backup_leaves_the_store_as_it_was(
    store: Store,
    add_session: AddSession,
    tmp_path: Path,
    change: Callable[[list[bytes]], list[bytes]],
    message: str,
) -> None:
    add_session(store, 2)
    path = tmp_path / "log.backup"
    told = read_all(store, path)
    rewrite(path, change)
    with pytest.raises(SourceError, match=message):
        read_backup(store.database, path)
    assert read_all(store, tmp_path / "after.backup") == told


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("n_repetitions", 10**30),
        ("n_repetitions", "abc"),
        ("n_repetitions", 1.5),
        ("n_repetitions", True),
        ("load_value", "abc"),
        ("load_value", 10**400),
        ("notes", "\ud800"),
        ("notes", 5),
    ],
)
def test_a_value_of_another_type_is_refused_before_it_is_in_the_log(
    store: Store, add_session: AddSession, tmp_path: Path, column: str, value: object
) -> None:
    add_session(store, 1)
    path = tmp_path / "log.backup"
    told = read_all(store, path)

    def change(lines: list[bytes]) -> list[bytes]:
        rows = [json.loads(line) for line in lines]
        next(row for row in rows if row.get("table") == "performed_set")["row"][column] = value
        return [json.dumps(row).encode() + b"\n" for row in rows]

    rewrite(path, change)
    with pytest.raises(SourceError, match="values of performed_set's types"):
        read_backup(store.database, path)
    assert read_all(store, tmp_path / "after.backup") == told


def test_a_torn_backup_is_refused(store: Store, add_session: AddSession, tmp_path: Path) -> None:
    add_session(store, 5)
    path = tmp_path / "log.backup"
    told = read_all(store, path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceError, match="cannot be read to its end"):
        read_backup(store.database, path)
    path.write_bytes(b"no gzip")
    with pytest.raises(SourceError):
        read_backup(store.database, path)
    assert read_all(store, tmp_path / "after.backup") == told


def test_plans_survive_a_passage(store: Store, tmp_path: Path) -> None:
    plan = StoredPlan(id="p", person_id="me", exercise="sit-up", created_at=NOW, document='{"ä": "=1+1"}')
    store.plans.add(plan)
    write_backup(store.database, tmp_path / "b")
    read_backup(store.database, tmp_path / "b")
    assert store.plans.list("me") == (plan,)
    migrate(store.database, "0002")
