"""A server for tests, without a network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.report import SetReport
from cleanrep.report.writer import LANDMARKS_NAME, open_report_folder, write_report
from cleanrep.web import application
from cleanrep.web.application import create_app
from cleanrep.web.live_files import LiveHeader
from cleanrep.web.settings import WebSettings
from cleanrep.web.shelf import Shelf, describe_set, make_set_id
from tests.unit.web.hello import CAMERA

HOST = "http://localhost:8765"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser with its token."""

    client: TestClient
    csrf: str

    @property
    def headers(self) -> dict[str, str]:
        return {"x-csrf-token": self.csrf, "origin": HOST}


@pytest.fixture
def make_header() -> Callable[[str], LiveHeader]:
    """Of a live session with a name of its own."""

    def make(session_id: str) -> LiveHeader:
        return LiveHeader.model_validate(
            {"session_id": session_id, "person_id": "me", "level": "intermediate", **CAMERA}
        )

    return make


@pytest.fixture
def built_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand-ins for what `make setup` builds, so that these tests need no Node.js."""
    folder = tmp_path / "static"
    for name in application.BUILT_FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("built")
    monkeypatch.setattr(application, "STATIC_FOLDER", folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def client(home: Path, built_files: Path) -> Iterator[TestClient]:
    """On the server's own machine, not yet known."""
    assert built_files.is_dir()
    with TestClient(
        create_app(WebSettings(home, database=str(home / "log.sqlite3"))), base_url=HOST, client=("127.0.0.1", 50000)
    ) as made:
        yield made


@pytest.fixture
def browser(client: TestClient) -> Browser:
    """On the server's own machine, after it opened the first page."""
    page = client.get("/").text
    found = re.search(r'name="csrf" content="([^"]+)"', page)
    assert found is not None
    return Browser(client, found[1])


@pytest.fixture
def stranger(client: TestClient) -> TestClient:
    """Another device in the network, not paired."""
    return TestClient(client.app, base_url=HOST, client=("192.168.1.20", 50000), follow_redirects=False)


@pytest.fixture
def kept_set(home: Path, live_report: SetReport) -> str:
    """Id of a set on the owner's shelf."""
    now = datetime.now(UTC)
    set_id = make_set_id(now)
    shelf = Shelf(home, "me")
    with open_report_folder(shelf.name_report(set_id)) as folder:
        (folder / LANDMARKS_NAME).write_bytes(b"PAR1")
        exercise = load_exercise("lever-back-extension").exercise
        write_report(folder, live_report, exercise, second_pass=None, has_video=False)
    shelf.put(describe_set(live_report, set_id=set_id, person_id="me", level="intermediate", now=now))
    return set_id
