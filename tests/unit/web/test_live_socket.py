from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import CloseCode
from websockets.sync.client import ClientConnection, connect

from cleanrep.testing import PlannedRepetition, make_set
from cleanrep.testing.packed_frames import pack_frame
from cleanrep.web import application, live_link, server
from cleanrep.web.live_room import LiveRoom
from cleanrep.web.live_session import ACK_EVERY_FRAMES
from cleanrep.web.live_socket import MAX_UNSENT_BYTES
from cleanrep.web.log_book import find_owner
from cleanrep.web.sessions import COOKIE, Role
from cleanrep.web.settings import WebSettings
from tests.unit.web.hello import HELLO
from tests.unit.web.real_server import run_server

SAMPLES = make_set([PlannedRepetition(), PlannedRepetition()]).samples


@dataclass(frozen=True, slots=True)
class Door:
    """A running server and the cookie of a browser that it knows."""

    port: int
    cookie: str
    room: LiveRoom

    @contextmanager
    def connect(self, origin: str | None = None, cookie: str | None = None) -> Iterator[ClientConnection]:
        """Open a live page: by itself one of the server's own, in the browser that it knows."""
        headers = {
            "origin": f"http://localhost:{self.port}" if origin is None else origin,
            "cookie": self.cookie if cookie is None else cookie,
        }
        given = {name: value for name, value in headers.items() if value}
        with connect(f"ws://localhost:{self.port}/live/socket", additional_headers=given, compression=None) as made:
            yield made


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """One server for all: the process in which its sets live takes seconds to start."""
    static, home = tmp_path_factory.mktemp("static"), tmp_path_factory.mktemp("home")
    for name in application.BUILT_FILES:
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text("built")
    settings = WebSettings(home, database=str(home / "log.sqlite3"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "STATIC_FOLDER", static)
        made = server._configure(settings, None)
    app = made.config.app
    assert isinstance(app, FastAPI)
    secret, _ = app.state.web.sessions.open(find_owner(settings), Role.OWNER)
    with run_server(made) as port:
        yield Door(port, f"{COOKIE}={secret}", app.state.web.room)


@pytest.fixture
def socket(door: Door) -> Iterator[ClientConnection]:
    with door.connect() as made:
        yield made


def receive_until(socket: ClientConnection, kind: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = json.loads(socket.recv(timeout=60.0))
        if message["type"] == kind:
            return message


def wait_for_end(socket: ClientConnection) -> int | None:
    """Close code of the server; None when it sent none."""
    with suppress(ConnectionClosed):
        while True:
            socket.recv(timeout=60.0)
    return socket.close_code


def test_two_repetitions_are_counted_over_the_socket(socket: ClientConnection) -> None:
    socket.send(json.dumps(HELLO))
    assert receive_until(socket, "welcome")["next_frame"] == 0
    socket.send('{"type": "begin"}')
    for sample in SAMPLES:
        socket.send(pack_frame(sample))
    assert receive_until(socket, "count")["n_repetitions"] == 1
    second = receive_until(socket, "count")
    while second["n_repetitions"] < 2:
        second = receive_until(socket, "count")
    assert 0 < second["frame"] < len(SAMPLES)


def test_page_that_comes_back_goes_on_where_it_was(door: Door) -> None:
    with door.connect() as first:
        first.send(json.dumps(HELLO))
        welcome = receive_until(first, "welcome")
        first.send('{"type": "begin"}')
        first.send(b"".join(pack_frame(sample) for sample in SAMPLES[:45]))
        assert receive_until(first, "ack")["next_frame"] == 45
    with door.connect() as second:
        second.send(json.dumps({**HELLO, "resume": welcome["session"]}))
        again = receive_until(second, "welcome")
        assert (again["session"], again["next_frame"], again["stage"]) == (welcome["session"], 45, "set")


@pytest.mark.parametrize(
    "message", ["", "{}", "nonsense", '{"type": "begin"}', json.dumps({**HELLO, "variant": "../x"}), "x" * 5000]
)
def test_first_message_must_be_a_hello(socket: ClientConnection, message: str) -> None:
    socket.send(message)
    assert receive_until(socket, "refused")["problem"]
    assert wait_for_end(socket) == CloseCode.POLICY_VIOLATION


def test_unknown_exercise_is_refused_in_one_line(socket: ClientConnection) -> None:
    socket.send(json.dumps({**HELLO, "exercise": "no-such-exercise"}))
    assert "\n" not in receive_until(socket, "refused")["problem"]


@pytest.mark.parametrize("content", [b"", b"garbage", b"\xff" * 808, b"\x00" * 808 * 65])
def test_garbage_ends_the_connection_and_not_the_session(door: Door, content: bytes) -> None:
    with door.connect() as first:
        first.send(json.dumps(HELLO))
        session = receive_until(first, "welcome")["session"]
        first.send(content)
        assert receive_until(first, "refused")["problem"]
    with door.connect() as second:
        second.send(json.dumps({**HELLO, "resume": session}))
        assert receive_until(second, "welcome")["session"] == session


@pytest.mark.parametrize("message", ['{"type": "calibrate"}', b"".join(pack_frame(one) for one in SAMPLES[:60])])
def test_flood_is_cut_off(socket: ClientConnection, message: str | bytes) -> None:
    socket.send(json.dumps(HELLO))
    with suppress(ConnectionClosed):
        for _ in range(1300):
            socket.send(message)
    assert "flood" in receive_until(socket, "refused")["problem"]
    assert wait_for_end(socket) == CloseCode.POLICY_VIOLATION


def test_no_frame_is_lost_when_the_worker_has_more_to_do_than_it_should(
    socket: ClientConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_link, "MAX_WAITING_ORDERS", 3)
    socket.send(json.dumps(HELLO))
    socket.send('{"type": "begin"}')
    for sample in SAMPLES:
        socket.send(pack_frame(sample))
    n_whole = len(SAMPLES) // ACK_EVERY_FRAMES * ACK_EVERY_FRAMES
    while receive_until(socket, "ack")["next_frame"] < n_whole:
        pass
    socket.send('{"type": "finish"}')
    assert receive_until(socket, "set")["n_repetitions"] == 2


def test_page_that_does_not_take_its_news_is_cut_off_and_its_set_goes_on(door: Door) -> None:
    with door.connect() as first:
        first.send(json.dumps(HELLO))
        session = receive_until(first, "welcome")["session"]
        seat = door.room._seats[session]
        assert seat.page is not None
        assert door.room._watch is not None
        # More than the network itself holds.
        news, loop = '{"type": "news"}' + " " * MAX_UNSENT_BYTES, door.room._watch.get_loop()
        for _ in range(300):
            loop.call_soon_threadsafe(seat.page.send, news)
        assert wait_for_end(first) == CloseCode.ABNORMAL_CLOSURE
    with door.connect() as second:
        second.send(json.dumps({**HELLO, "resume": session}))
        assert receive_until(second, "welcome")["session"] == session


def test_page_that_takes_over_ends_the_other_one(door: Door) -> None:
    with door.connect() as first, door.connect() as second:
        first.send(json.dumps(HELLO))
        session = receive_until(first, "welcome")["session"]
        second.send(json.dumps({**HELLO, "resume": session}))
        assert receive_until(second, "welcome")["session"] == session
        assert "another page" in receive_until(first, "refused")["problem"]
        assert wait_for_end(first) == CloseCode.POLICY_VIOLATION
        second.send('{"type": "begin"}')
        second.send(b"".join(pack_frame(sample) for sample in SAMPLES[:45]))
        assert receive_until(second, "ack")["next_frame"] == 45


@pytest.mark.parametrize("origin", ["", "http://evil.example", "http://localhost:1"])
def test_pages_elsewhere_cannot_connect(door: Door, origin: str) -> None:
    with pytest.raises(InvalidStatus, match="403"), door.connect(origin=origin):
        pass


def test_browser_that_is_not_paired_cannot_connect(door: Door) -> None:
    with pytest.raises(InvalidStatus, match="403"), door.connect(cookie=""):
        pass


def test_set_goes_on_when_the_process_of_the_sets_was_killed(door: Door) -> None:
    with door.connect() as first:
        first.send(json.dumps(HELLO))
        session = receive_until(first, "welcome")["session"]
        first.send('{"type": "begin"}')
        first.send(b"".join(pack_frame(sample) for sample in SAMPLES[:45]))
        assert receive_until(first, "ack")["next_frame"] == 45
        process = door.room._links[0]._process
        assert process is not None
        process.kill()
        wait_for_end(first)
    with door.connect() as second:
        second.send(json.dumps({**HELLO, "resume": session}))
        again = receive_until(second, "welcome")
        assert (again["session"], again["next_frame"], again["stage"]) == (session, 45, "set")
