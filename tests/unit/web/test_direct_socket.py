from __future__ import annotations

import asyncio
import queue
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from fastapi import FastAPI, WebSocket
from websockets.client import ClientProtocol
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import Event
from websockets.uri import parse_uri

from cleanrep.web.direct_socket import DirectSocket, find_direct
from tests.unit.web.real_server import run_server

MAX_BYTES = 65_536
WITHIN_S = 20.0


@dataclass(slots=True)
class Application:
    """Says what came, and by which way."""

    came: queue.Queue[tuple[str, bytes | str | int]] = field(default_factory=queue.Queue)
    n_refusals: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    async def serve(self, socket: WebSocket) -> None:
        await socket.accept()
        direct = find_direct(socket)
        direct.deliver_to(self.take)
        direct.send_text("welcome")
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                self.came.put(("end", message["code"]))
                self.is_over.set()
                return
            self.came.put(("asgi", message.get("text") or message["bytes"]))
            # Time in which what follows may overtake it, if it can.
            await asyncio.sleep(0.001)

    def take(self, content: bytes) -> bool:
        if self.n_refusals > 0:
            self.n_refusals -= 1
            return False
        self.came.put(("direct", content))
        return True

    def list_came(self, n_messages: int) -> list[tuple[str, bytes | str | int]]:
        return [self.came.get(timeout=WITHIN_S) for _ in range(n_messages)]


class Page:
    """Sends bytes as it likes."""

    def __init__(self, port: int) -> None:
        self.waiting: list[Event] = []
        self.protocol = ClientProtocol(parse_uri(f"ws://localhost:{port}/"))
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=WITHIN_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.protocol.send_request(self.protocol.connect())
        self.send(self.flush())
        assert isinstance(self.receive(), Response)
        welcome = self.receive()
        assert isinstance(welcome, Frame)
        assert welcome.data == b"welcome"

    def flush(self) -> bytes:
        """What the protocol would send."""
        return b"".join(self.protocol.data_to_send())

    def send(self, content: bytes, n_bytes: int = 1_000_000) -> None:
        """In parts of `n_bytes`."""
        for start in range(0, len(content), n_bytes):
            self.socket.sendall(content[start : start + n_bytes])

    def receive(self) -> Event | None:
        """The next event; None at the end."""
        while not self.waiting:
            content = self.socket.recv(65_536)
            if not content:
                return None
            self.protocol.receive_data(content)
            self.waiting = self.protocol.events_received()
        return self.waiting.pop(0)


@pytest.fixture(scope="module")
def port_and_application() -> Iterator[tuple[int, Application]]:
    application, app = Application(), FastAPI()
    app.websocket("/")(application.serve)
    config = uvicorn.Config(
        app, ws=DirectSocket, ws_max_size=MAX_BYTES, ws_per_message_deflate=False, log_level="critical", lifespan="off"
    )
    with run_server(uvicorn.Server(config)) as port:
        yield port, application


@pytest.fixture
def application(port_and_application: tuple[int, Application]) -> Application:
    made = port_and_application[1]
    made.came, made.n_refusals, made.is_over = queue.Queue(), 0, threading.Event()
    return made


@pytest.fixture
def page(port_and_application: tuple[int, Application], application: Application) -> Iterator[Page]:
    made = Page(port_and_application[0])
    with made.socket:
        yield made
    assert application.is_over.wait(WITHIN_S)


def pack_all(page: Page, contents: list[bytes | str]) -> bytes:
    for content in contents:
        if isinstance(content, bytes):
            page.protocol.send_binary(content)
        else:
            page.protocol.send_text(content.encode())
    return page.flush()


CONTENTS: list[bytes | str] = [b"1" * 808, b"2", "three", b"", b"4" * 125, b"5" * 126, "six", b"7" * 60_000, b"8" * 808]


@pytest.mark.parametrize("n_bytes", [1, 7, 809, 1_000_000])
def test_messages_come_whole_and_in_their_order_however_they_are_cut(
    page: Page, application: Application, n_bytes: int
) -> None:
    page.send(pack_all(page, CONTENTS), n_bytes)
    assert [content for _, content in application.list_came(len(CONTENTS))] == CONTENTS


def test_binary_messages_take_the_direct_way(page: Page, application: Application) -> None:
    page.send(pack_all(page, [b"1" * 808, b"2" * 808, b"3"]))
    assert [way for way, _ in application.list_came(3)] == ["direct"] * 3


def test_refused_messages_and_those_behind_them_take_the_other_way_in_their_order(
    page: Page, application: Application
) -> None:
    application.n_refusals = 2
    contents: list[bytes | str] = [bytes([number]) * 808 for number in range(40)]
    page.send(pack_all(page, contents), 4000)
    came = application.list_came(40)
    assert [content for _, content in came] == contents
    assert came[0][0] == "asgi"


def test_text_is_not_overtaken(page: Page, application: Application) -> None:
    page.send(pack_all(page, ["begin", b"1" * 808]))
    assert application.list_came(2) == [("asgi", "begin"), ("asgi", b"1" * 808)]


def test_message_in_pieces_comes_whole(page: Page, application: Application) -> None:
    page.protocol.send_binary(b"1" * 500, fin=False)
    page.protocol.send_continuation(b"2" * 500, fin=True)
    page.send(page.flush() + pack_all(page, [b"3" * 808]), 400)
    assert application.list_came(2) == [("asgi", b"1" * 500 + b"2" * 500), ("asgi", b"3" * 808)]


def test_largest_message_comes(page: Page, application: Application) -> None:
    page.send(pack_all(page, [b"1" * MAX_BYTES, b"2"]), 5_000)
    assert [content for _, content in application.list_came(2)] == [b"1" * MAX_BYTES, b"2"]


def test_ping_between_messages_is_answered(page: Page) -> None:
    page.send(pack_all(page, [b"1" * 808]))
    page.protocol.send_ping(b"there?")
    page.send(page.flush(), 3)
    answer = page.receive()
    assert isinstance(answer, Frame)
    assert (answer.opcode, answer.data) == (Opcode.PONG, b"there?")


# Each ends with the byte by which it is known to be wrong: none is sent to a connection that is closed.
WRONG = {
    "larger than allowed": (struct.pack("!BBQ", 0x82, 0xFF, MAX_BYTES + 1), CloseCode.MESSAGE_TOO_BIG),
    "unmasked": (struct.pack("!BB", 0x82, 4) + b"1" * 4, CloseCode.PROTOCOL_ERROR),
    "reserved bit": (struct.pack("!BBHI", 0xC2, 0xFE, 808, 0) + b"1" * 808, CloseCode.PROTOCOL_ERROR),
    "unknown kind": (struct.pack("!BBI", 0x83, 0x80, 0), CloseCode.PROTOCOL_ERROR),
    "piece of nothing": (struct.pack("!BBI", 0x80, 0x81, 0) + b"1", CloseCode.PROTOCOL_ERROR),
    "text that is none": (struct.pack("!BBI", 0x81, 0x81, 0) + b"\xff", CloseCode.INVALID_DATA),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("n_bytes", [1, 1_000_000])
def test_what_the_protocol_forbids_ends_the_connection(
    page: Page, application: Application, wrong: str, n_bytes: int
) -> None:
    content, code = WRONG[wrong]
    page.send(pack_all(page, [b"1" * 808]) + content, n_bytes)
    assert application.list_came(1) == [("direct", b"1" * 808)]
    end = page.receive()
    assert isinstance(end, Frame)
    assert end.opcode is Opcode.CLOSE
    assert page.protocol.close_rcvd is not None
    assert page.protocol.close_rcvd.code == code


def test_what_follows_the_end_is_not_taken(page: Page, application: Application) -> None:
    late = pack_all(page, [b"1" * 808])
    page.protocol.send_close(1000)
    page.send(page.flush() + late)
    assert page.receive() is not None
    assert application.is_over.wait(WITHIN_S)
    assert application.list_came(1) == [("end", 1000)]
    assert application.came.empty()


def test_page_is_told_when_the_server_stops() -> None:
    application, app = Application(), FastAPI()
    app.websocket("/")(application.serve)
    config = uvicorn.Config(app, ws=DirectSocket, log_level="critical", lifespan="off")
    with run_server(uvicorn.Server(config)) as port:
        page = Page(port)
    with page.socket:
        assert isinstance(page.receive(), Frame)
        assert page.protocol.close_rcvd is not None
        assert page.protocol.close_rcvd.code == CloseCode.SERVICE_RESTART
    assert application.list_came(1) == [("end", CloseCode.SERVICE_RESTART)]
