from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cleanrep.web.application import create_app
from cleanrep.web.settings import Limits, WebSettings


def test_names_of_other_hosts_are_not_answered(client: TestClient) -> None:
    for host in ("evil.example", "evil.example:8765", "localhost.evil.example", ""):
        assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST:1"])
def test_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/pair", headers={"host": host}).status_code == 200


def test_policy_allows_only_this_server_and_wasm(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert parts["style-src"] == "'self'"
    assert parts["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in policy
    assert "http:" not in policy.replace("ws://", "").replace("wss://", "")


def test_every_answer_says_what_it_may_not_be_used_for(client: TestClient) -> None:
    for path in ("/", "/static/app.js", "/nowhere", "/api/sets"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.fixture
def narrow(tmp_path: Path, built_files: Path) -> Iterator[TestClient]:
    """A server with tight limits."""
    assert built_files.is_dir()
    limits = Limits(requests_per_s=0.001, request_burst=8, max_body_bytes=1000, max_upload_bytes=5000)
    app = create_app(WebSettings(tmp_path / "home", limits=limits, database=str(tmp_path / "log.sqlite3")))
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1)) as made:
        yield made


def test_too_many_requests_are_refused(narrow: TestClient) -> None:
    statuses = [narrow.get("/pair").status_code for _ in range(10)]
    assert statuses[:8] == [200] * 8
    assert statuses[8:] == [429] * 2


def test_other_addresses_are_not_slowed_down_by_one(narrow: TestClient) -> None:
    while narrow.get("/pair").status_code == 200:
        pass
    other = TestClient(narrow.app, base_url="http://localhost", client=("127.0.0.2", 1))
    assert other.get("/pair").status_code == 200


def test_large_bodies_are_refused(narrow: TestClient) -> None:
    assert narrow.post("/pair", content=b"code=" + b"1" * 2000).status_code == 413
    assert narrow.post("/api/recordings?name=a.mp4&variant=standing", content=b"1" * 6000).status_code == 413
