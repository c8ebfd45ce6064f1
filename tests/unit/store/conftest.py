"""Stores to test on: the same tests run on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

from cleanrep.model.repetition import Verdict
from cleanrep.model.training import Load, LoadUnit, LoggedFinding, LoggedRepetition, PerformedSet, Person, Session
from cleanrep.model.training_records import ChangeKind
from cleanrep.store.connection import parse_url
from cleanrep.store.log_writer import Act
from cleanrep.store.store import Store

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
IS_CI = os.environ.get("CI", "").lower() in {"1", "true"}


def find_server() -> Path:
    """Folder of PostgreSQL's server programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    if found:
        return found[-1].parent
    if named:
        return Path(named).resolve().parent
    missing = "PostgreSQL's initdb is not there; install Debian's postgresql"
    if IS_CI:
        pytest.fail(missing)
    pytest.skip(missing)


def run_as_server(command: list[str], folder: Path) -> None:
    """Run a program of the server, which refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    log = folder / "output.txt"
    with log.open("ab") as output:
        done = subprocess.run([*prefix, *command], stdout=output, stderr=output, cwd=folder, check=False)
    assert done.returncode == 0, log.read_text("utf-8")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    """A real PostgreSQL in a temporary folder, reached by its socket alone."""
    programs = find_server()
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    try:
        run_as_server([str(programs / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust", "-E", "UTF8"], folder)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run_as_server([str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-w", "start"], folder)
        url = URL.create("postgresql+psycopg", "tester", database="postgres", query={"host": str(folder)})
        yield url
    finally:
        if (data / "postmaster.pid").exists():
            run_as_server([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql_server: URL) -> URL:
    """An empty database of its own."""
    name = f"t{uuid4().hex}"
    engine = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return postgresql_server.set(database=name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> URL:
    return parse_url(str(tmp_path / "log.sqlite3"))


@pytest.fixture(params=["sqlite_url", "postgresql_url"], ids=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> URL:
    """An empty place for a store, in both kinds of database."""
    found: URL = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def store(url: URL) -> Iterator[Store]:
    with Store(url) as opened:
        opened.people.add(Person(id="me", name="Me"))
        yield opened


def make_set(session_id: str, i: int, *, n_repetitions: int = 3) -> PerformedSet:
    findings = (LoggedFinding("stop-at-neutral", Verdict.NOT_MET), LoggedFinding("no-bounce", Verdict.MET))
    return PerformedSet(
        id=str(uuid4()),
        person_id="me",
        session_id=session_id,
        exercise="lever-back-extension",
        variant="standing",
        goal="strength",
        performed_at=NOW.astimezone() + timedelta(minutes=i),
        order=i + 1,
        load=Load(LoadUnit.KG, 40.0 + i),
        n_repetitions=n_repetitions,
        rir=2.0,
        repetitions=tuple(
            LoggedRepetition(index=j + 1, found_clean=j != 1, findings=findings, range_of_motion_deg=60.0)
            for j in range(n_repetitions)
        ),
    )


AddSession = Callable[..., Session]


@pytest.fixture
def add_session() -> AddSession:
    """Log a session with some sets in one act."""

    def add(store: Store, n_sets: int = 2, *, day: int = 0) -> Session:
        session = Session(id=str(uuid4()), person_id="me", started_at=NOW + timedelta(days=day))
        sets = tuple(make_set(session.id, i) for i in range(n_sets))
        with store.transaction():
            number = store.log_writer.record(Act("me", NOW, ChangeKind.LOG, "a session"))
            store.log_writer.add_sessions([session])
            store.log_writer.add_sets(number, sets)
        return store.log.get_session(session.id)

    return add
