from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from cleanrep.capture.landmark_frames import pack_frame
from cleanrep.testing import PlannedRepetition, make_set
from cleanrep.web import application
from cleanrep.web.application import create_app
from cleanrep.web.settings import WebSettings
from tests.unit.web.hello import HELLO

URL = "ws://localhost:8765/live/socket"
ORIGIN = {"origin": "http://localhost:8765"}
SAMPLES = make_set([PlannedRepetition(), PlannedRepetition()]).samples


class Browser(Protocol):
    client: TestClient


@dataclass(frozen=True, slots=True)
class OwnBrowser:
    client: TestClient


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnBrowser]:
    """One server for all: the process in which its sets live takes seconds to start."""
    static, home = tmp_path_factory.mktemp("static"), tmp_path_factory.mktemp("home")
    for name in application.BUILT_FILES:
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "STATIC_FOLDER", static)
        app = create_app(WebSettings(home, database=str(home / "log.sqlite3")))
    with TestClient(app, base_url="http://localhost:8765", client=("127.0.0.1", 50000)) as client:
        client.get("/")
        yield OwnBrowser(client)


@pytest.fixture
def stranger(browser: OwnBrowser) -> TestClient:
    return TestClient(browser.client.app, base_url="http://localhost:8765", client=("192.168.1.20", 50000))


@pytest.fixture
def socket(browser: Browser) -> Iterator[WebSocketTestSession]:
    with browser.client.websocket_connect(URL, headers=ORIGIN) as made:
        yield made


def receive_until(socket: WebSocketTestSession, kind: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = json.loads(socket.receive_text())
        if message["type"] == kind:
            return message


def test_two_repetitions_are_counted_over_the_socket(socket: WebSocketTestSession) -> None:
    socket.send_text(json.dumps(HELLO))
    assert receive_until(socket, "welcome")["next_frame"] == 0
    socket.send_text('{"type": "begin"}')
    for sample in SAMPLES:
        socket.send_bytes(pack_frame(sample))
    assert receive_until(socket, "count")["n_repetitions"] == 1
    second = receive_until(socket, "count")
    while second["n_repetitions"] < 2:
        second = receive_until(socket, "count")
    assert 0 < second["frame"] < len(SAMPLES)


def test_page_that_comes_back_goes_on_where_it_was(browser: Browser) -> None:
    with browser.client.websocket_connect(URL, headers=ORIGIN) as first:
        first.send_text(json.dumps(HELLO))
        welcome = receive_until(first, "welcome")
        first.send_text('{"type": "begin"}')
        first.send_bytes(b"".join(pack_frame(sample) for sample in SAMPLES[:45]))
        assert receive_until(first, "ack")["next_frame"] == 45
    with browser.client.websocket_connect(URL, headers=ORIGIN) as second:
        second.send_text(json.dumps({**HELLO, "resume": welcome["session"]}))
        again = receive_until(second, "welcome")
        assert (again["session"], again["next_frame"], again["stage"]) == (welcome["session"], 45, "set")


@pytest.mark.parametrize(
    "message", ["", "{}", "nonsense", '{"type": "begin"}', json.dumps({**HELLO, "variant": "../x"}), "x" * 5000]
)
def test_first_message_must_be_a_hello(socket: WebSocketTestSession, message: str) -> None:
    socket.send_text(message)
    assert receive_until(socket, "refused")["problem"]
    with pytest.raises(WebSocketDisconnect):
        socket.receive_text()


def test_unknown_exercise_is_refused_in_one_line(socket: WebSocketTestSession) -> None:
    socket.send_text(json.dumps({**HELLO, "exercise": "no-such-exercise"}))
    assert "\n" not in receive_until(socket, "refused")["problem"]


@pytest.mark.parametrize("content", [b"", b"garbage", b"\xff" * 808, b"\x00" * 808 * 65])
def test_garbage_ends_the_connection_and_not_the_session(browser: Browser, content: bytes) -> None:
    with browser.client.websocket_connect(URL, headers=ORIGIN) as first:
        first.send_text(json.dumps(HELLO))
        session = receive_until(first, "welcome")["session"]
        first.send_bytes(content)
        assert receive_until(first, "refused")["problem"]
    with browser.client.websocket_connect(URL, headers=ORIGIN) as second:
        second.send_text(json.dumps({**HELLO, "resume": session}))
        assert receive_until(second, "welcome")["session"] == session


def test_flood_is_cut_off(socket: WebSocketTestSession) -> None:
    socket.send_text(json.dumps(HELLO))
    for _ in range(1300):
        socket.send_text('{"type": "calibrate"}')
    assert "flood" in receive_until(socket, "refused")["problem"]


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"origin": "http://localhost:1"}])
def test_pages_elsewhere_cannot_connect(browser: Browser, headers: dict[str, str]) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        browser.client.websocket_connect(URL, headers=headers) as socket,
    ):
        socket.receive_text()


def test_browser_that_is_not_paired_cannot_connect(stranger: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), stranger.websocket_connect(URL, headers=ORIGIN) as socket:
        socket.receive_text()


def test_set_goes_on_when_the_process_of_the_sets_was_killed(browser: Browser) -> None:
    room = browser.client.app.state.web.room  # type: ignore[attr-defined] # the application behind the client
    with browser.client.websocket_connect(URL, headers=ORIGIN) as first:
        first.send_text(json.dumps(HELLO))
        session = receive_until(first, "welcome")["session"]
        first.send_text('{"type": "begin"}')
        first.send_bytes(b"".join(pack_frame(sample) for sample in SAMPLES[:45]))
        assert receive_until(first, "ack")["next_frame"] == 45
        room._links[0]._process.kill()
        with pytest.raises(WebSocketDisconnect):
            receive_until(first, "never")
    with browser.client.websocket_connect(URL, headers=ORIGIN) as second:
        second.send_text(json.dumps({**HELLO, "resume": session}))
        again = receive_until(second, "welcome")
        assert (again["session"], again["next_frame"], again["stage"]) == (session, 45, "set")
