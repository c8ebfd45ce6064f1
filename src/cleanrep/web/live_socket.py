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
from cleanrep.web.live_messages import Hello, Refused, ServerMessage, parse_message
from cleanrep.web.live_room import LiveRoom, Seat
from cleanrep.web.rate_limit import TokenBucket
from cleanrep.web.state import get_state

CLOSE_POLICY = 1008
CLOSE_REPLACED = 4001
HELLO_WITHIN_S = 10.0
MAX_WAITING_MESSAGES = 500
"""News that a slow page has not taken yet; beyond it the page is closed and comes back."""

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


@dataclass(slots=True)
class _Connection:
    socket: WebSocket
    room: LiveRoom
    person_id: str
    bucket: TokenBucket
    _outbox: "asyncio.Queue[ServerMessage]" = field(default_factory=lambda: asyncio.Queue(MAX_WAITING_MESSAGES))

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
            await self._refuse(str(error))
        finally:
            writer.cancel()
            if seat is not None and seat.owner is self:
                seat.owner = None
                self.room.get_up(seat)

    async def _greet(self) -> Seat:
        try:
            text = await asyncio.wait_for(self.socket.receive_text(), HELLO_WITHIN_S)
        except (TimeoutError, KeyError) as error:
            raise UsageError("a hello as the first message", "none", "reload the page") from error
        hello = parse_message(text)
        if not isinstance(hello, Hello):
            raise UsageError("a hello as the first message", hello.type, "reload the page")
        seat = self.room.sit_down(hello, self.person_id)
        seat.owner, seat.send = self, self._send
        self._send(seat.session.welcome())
        return seat

    async def _read(self, seat: Seat) -> None:
        while True:
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect" or seat.owner is not self:
                return
            self._take(seat, message.get("bytes"), message.get("text"))

    def _take(self, seat: Seat, content: bytes | None, text: str | None) -> None:
        if content is not None:
            if not self.bucket.take(max(1.0, len(content) / FRAME_BYTES)):
                raise UsageError("frames at the pace of a camera", "a flood", "reload the page")
            replies = seat.session.take_frames(content)
        else:
            if not self.bucket.take(5.0):
                raise UsageError("messages at the pace of a person", "a flood", "reload the page")
            parsed = parse_message(text or "")
            if isinstance(parsed, Hello):
                raise UsageError("one hello", "another one", "reload the page")
            replies = seat.session.take_message(parsed)
        for reply in replies:
            self._send(reply)
        if seat.session.finished_sets:
            self.room.save_finished(seat)

    def _send(self, message: ServerMessage) -> None:
        try:
            self._outbox.put_nowait(message)
        except asyncio.QueueFull as error:
            raise UsageError("a page that takes its news", "one that does not", "reload the page") from error

    async def _write(self) -> None:
        while True:
            message = await self._outbox.get()
            await self.socket.send_text(message.model_dump_json())

    async def _refuse(self, problem: str) -> None:
        try:
            await self.socket.send_text(Refused(problem=problem[:400]).model_dump_json())
            await self.socket.close(CLOSE_POLICY)
        except (RuntimeError, WebSocketDisconnect):
            return
