"""What a power cut, a full disk, a second writer and a file without write access do: nothing that was kept is lost."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from cleanrep.errors import StoreError
from cleanrep.model.training import Person
from cleanrep.store.store import Store
from tests.conftest import find_program
from tests.unit.store.conftest import NOW

WRITER = """
import sys
from datetime import UTC, datetime
from cleanrep.app.training_log import SetEntry, log_by_hand
from cleanrep.model.training import Load, LoadUnit, Person
from cleanrep.store.connection import parse_url
from cleanrep.store.store import Store
url, n_sets = parse_url(sys.argv[1]), int(sys.argv[2])
with Store(url) as store:
    me = store.people.get("me")
    for i in range(n_sets):
        entry = SetEntry(performed_at=datetime.now(UTC), exercise="lever-back-extension", variant="standing",
                         goal="strength", n_repetitions=5, load=Load(LoadUnit.KG, 40.0), notes="x" * 2000)
        (logged,) = log_by_hand(store, me, entry)
        print(logged.id, flush=True)
"""


def start_writer(url: URL, n_sets: int, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, url.render_as_string(hide_password=False), str(n_sets)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload,no-any-return] # options vary


@pytest.fixture
def ready_url(url: URL) -> URL:
    with Store(url) as store:
        store.people.add(Person(id="me", name="Me"))
    return url


def list_ids(url: URL) -> set[str]:
    with Store(url) as store:
        return {item.id for session in store.log.iterate_sessions("me") for item in session.sets}


def check_sqlite(url: URL) -> None:
    if url.drivername == "sqlite":
        link = sqlite3.connect(str(url.database))
        assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        link.close()


def test_kill_9_during_200_writes_loses_no_committed_set(ready_url: URL) -> None:
    told: set[str] = set()
    generator = random.Random(4)  # noqa: S311 - moments to kill at, no secret
    n_kills = 0
    while len(told) < 200:
        writer = start_writer(ready_url, 200 - len(told))
        assert writer.stdout is not None
        assert writer.stderr is not None
        kill_after, fuse_s = generator.randint(20, 60), generator.uniform(0, 0.01)
        for i, line in enumerate(writer.stdout, start=1):
            told.add(line.strip())
            if i == kill_after:
                time.sleep(fuse_s)
                writer.send_signal(signal.SIGKILL)
                n_kills += 1
                told.update(item.strip() for item in writer.stdout.readlines() if len(item) == 37)
                break
        writer.wait()
        errors = writer.stderr.read()
        writer.stdout.close()
        writer.stderr.close()
        assert writer.returncode in (0, -signal.SIGKILL), errors
        assert told <= list_ids(ready_url)
    assert n_kills >= 3
    check_sqlite(ready_url)


def test_two_processes_write_at_the_same_time(ready_url: URL) -> None:
    writers = [start_writer(ready_url, 30) for _ in range(2)]
    told: set[str] = set()
    for writer in writers:
        output, errors = writer.communicate()
        assert writer.returncode == 0, errors
        told.update(output.split())
    assert list_ids(ready_url) == told
    assert len(told) == 60
    with Store(ready_url) as store:
        (session,) = store.log.iterate_sessions("me")
        assert [item.order for item in session.sets] == list(range(1, 61))


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))


def test_a_full_disk_loses_nothing_and_says_so_in_one_line(sqlite_url: URL) -> None:
    with Store(sqlite_url) as store:
        store.people.add(Person(id="me", name="Me"))
    writer = start_writer(sqlite_url, 1000, preexec_fn=limit_file_size)
    output, errors = writer.communicate()
    assert writer.returncode == 1
    last = errors.strip().splitlines()[-1]
    assert "StoreError" in last
    assert "nothing" in last
    told = set(output.split())
    assert len(told) > 10
    assert told <= list_ids(sqlite_url)
    check_sqlite(sqlite_url)


def test_a_busy_store_says_so(sqlite_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanrep.store.connection.BUSY_S", 0.05)
    with Store(sqlite_url) as store:
        store.people.add(Person(id="me", name="Me"))
        with Store(sqlite_url) as other, other.transaction(), pytest.raises(StoreError, match="is busy"):
            store.people.add(Person(id="you", name="You"))
        store.people.add(Person(id="you", name="You"))


def test_a_file_without_write_access_is_read_but_not_written(sqlite_url: URL) -> None:
    with Store(sqlite_url) as store:
        store.people.add(Person(id="me", name="Me"))
    file = Path(str(sqlite_url.database))
    file.chmod(0o444)
    file.parent.chmod(0o555)
    # Root may write anything unless it gives up that right.
    setpriv = [str(find_program("setpriv", package="Debian's util-linux")), "--bounding-set=-dac_override"]
    prefix = [*setpriv, "--inh-caps=-all", "--"] if os.geteuid() == 0 else []
    code = "import sys; from cleanrep.cli.main import run; sys.exit(run(sys.argv[1:]))"
    environment = {**os.environ, "CLEANREP_DATABASE_URL": str(file)}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*prefix, sys.executable, "-c", code, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    try:
        listed = call("person", "list")
        assert listed.returncode == 0, listed.stderr
        assert "me: Me" in listed.stdout
        refused = call("log", "--reps", "5", "--variant", "standing")
        assert refused.returncode == 2
        assert refused.stderr.count("\n") == 1
        assert "may only be read" in refused.stderr
        assert [item.name for item in file.parent.iterdir()] == [file.name]
    finally:
        file.parent.chmod(0o755)


def test_a_forgotten_person_leaves_no_trace_in_the_file(sqlite_url: URL) -> None:
    with Store(sqlite_url) as store:
        store.people.add(Person(id="me", name="Very Distinct Name"))
        store.people.add(Person(id="you", name="You", screened_on=NOW.date()))
        store.people.forget("me")
        content = b"".join(path.read_bytes() for path in Path(str(sqlite_url.database)).parent.iterdir())
    assert b"Very Distinct" not in content
