"""The WebSocket of a live set: frames in, news out.

Decides who may connect and when a connection is closed: a page elsewhere, a message that does not hold, a flood. The
session outlives the connection.
"""

import asyncio
import time
from dataclasses import dataclass, field

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from cleanrep.capture.landmark_frames import FRAME_BYTES
from cleanrep.errors import CleanRepError, UsageError
from cleanrep.web.access import find_session, is_own_origin
from cleanrep.web.live_messages import Hello, Refused, parse_message
from cleanrep.web.live_room import LiveRoom
from cleanrep.web.live_seat import Seat
from cleanrep.web.rate_limit import TokenBucket
from cleanrep.web.state import get_state

CLOSE_POLICY = 1008
CLOSE_WITHIN_S = 2.0
HELLO_WITHIN_S = 10.0
MAX_WAITING_MESSAGES = 500
"""News that a slow page has not taken yet; beyond it the page is closed and comes back."""

_END = ""

router = APIRouter()


@router.websocket("/live/socket")
async def serve_live(socket: WebSocket) -> None:
    """Serve one page; see docs/web.md for the protocol."""
    state = get_state(socket)
    session = find_session(socket)
    if session is None or not is_own_origin(socket):
        await socket.close(CLOSE_POLICY)
        return
    await socket.accept()
    limits = state.settings.limits
    bucket = TokenBucket(limits.frames_per_s, limits.frame_burst, time.monotonic)
    connection = _Connection(socket, state.room, session.person_id, bucket)
    await connection.serve()


@dataclass(slots=True, eq=False)
class _Connection:
    socket: WebSocket
    room: LiveRoom
    person_id: str
    bucket: TokenBucket
    _outbox: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue(MAX_WAITING_MESSAGES))
    _is_refused: bool = False

    async def serve(self) -> None:
        """Until either side ends it."""
        writer = asyncio.create_task(self._write())
        seat: Seat | None = None
        try:
            seat = await self._greet()
            await self._read(seat)
        except WebSocketDisconnect:
            pass
        except CleanRepError as error:
            self.refuse(str(error))
        finally:
            if seat is not None:
                self.room.get_up(seat, self)
            if self._is_refused:
                await asyncio.wait([writer], timeout=CLOSE_WITHIN_S)
            writer.cancel()

    def send(self, text: str) -> None:
        """Hand the page a message."""
        try:
            self._outbox.put_nowait(text)
        except asyncio.QueueFull:
            self.refuse("this page does not take its news")

    def refuse(self, problem: str) -> None:
        """Tell the page why it is closed; its session stays."""
        if not self._is_refused:
            self._is_refused = True
            while self._outbox.full():
                self._outbox.get_nowait()
            self._outbox.put_nowait(Refused(problem=problem[:400]).model_dump_json())

    def drop(self) -> None:
        """End the connection; the page comes back by itself."""
        self._is_refused = True
        while self._outbox.full():
            self._outbox.get_nowait()
        self._outbox.put_nowait(_END)

    async def _greet(self) -> Seat:
        try:
            text = await asyncio.wait_for(self.socket.receive_text(), HELLO_WITHIN_S)
        except (TimeoutError, KeyError) as error:
            raise UsageError("a hello as the first message", "none", "reload the page") from error
        hello = parse_message(text)
        if not isinstance(hello, Hello):
            raise UsageError("a hello as the first message", hello.type, "reload the page")
        return await self.room.sit_down(hello, self.person_id, self)

    async def _read(self, seat: Seat) -> None:
        while not self._is_refused:
            await self.room.wait_for_room(seat)
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            self._take(seat, message.get("bytes"), message.get("text"))

    def _take(self, seat: Seat, content: bytes | None, text: str | None) -> None:
        if content is not None:
            if not self.bucket.take(max(1.0, len(content) / FRAME_BYTES)):
                raise UsageError("frames at the pace of a camera", "a flood", "reload the page")
            self.room.take_frames(seat, content)
            return
        if not self.bucket.take(5.0):
            raise UsageError("messages at the pace of a person", "a flood", "reload the page")
        parsed = parse_message(text or "")
        if isinstance(parsed, Hello):
            raise UsageError("one hello", "another one", "reload the page")
        self.room.take_message(seat, parsed)

    async def _write(self) -> None:
        try:
            while not (self._is_refused and self._outbox.empty()):
                text = await self._outbox.get()
                if text != _END:
                    await self.socket.send_text(text)
            await self.socket.close(CLOSE_POLICY)
        except (RuntimeError, WebSocketDisconnect):
            return
