"""The WebSocket of a live set: frames in, news out.

Decides who may connect and when a connection is closed: a page elsewhere, a message that does not hold, a flood. The
session outlives the connection.
"""

import asyncio
import time
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from cleanrep.capture.landmark_frames import FRAME_BYTES
from cleanrep.errors import CleanRepError, UsageError
from cleanrep.web.access import find_session, is_own_origin
from cleanrep.web.direct_socket import DirectSocket, find_direct
from cleanrep.web.live_messages import Hello, Refused, parse_message
from cleanrep.web.live_room import LiveRoom
from cleanrep.web.live_seat import Seat
from cleanrep.web.rate_limit import TokenBucket
from cleanrep.web.state import get_state

CLOSE_POLICY = 1008
CLOSE_WITHIN_S = 2.0
HELLO_WITHIN_S = 10.0
MAX_UNSENT_BYTES = 100_000
"""News that a slow page has not taken yet, some five hundred; beyond it the page is cut off and comes back."""

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
    connection = _Connection(socket, find_direct(socket), state.room, session.person_id, bucket)
    await connection.serve()


@dataclass(slots=True, eq=False)
class _Connection:
    socket: WebSocket
    direct: DirectSocket
    room: LiveRoom
    person_id: str
    bucket: TokenBucket
    _closing: "asyncio.Task[None] | None" = None

    async def serve(self) -> None:
        """Until either side ends it."""
        seat: Seat | None = None
        try:
            seat = await self._greet()
            self.direct.deliver_to(partial(self._take_at_once, seat))
            await self._read(seat)
        except WebSocketDisconnect:
            pass
        except CleanRepError as error:
            self.refuse(str(error))
        finally:
            if seat is not None:
                self.room.get_up(seat, self)
            if self._closing is not None:
                await asyncio.wait([self._closing], timeout=CLOSE_WITHIN_S)

    def send(self, text: str) -> None:
        """Hand the page a message."""
        if self.direct.count_unsent() > MAX_UNSENT_BYTES:
            self.drop()
        elif self._closing is None:
            self.direct.send_text(text)

    def refuse(self, problem: str) -> None:
        """Tell the page why it is closed; its session stays."""
        if self._closing is None:
            self.direct.send_text(Refused(problem=problem[:400]).model_dump_json())
            self._closing = asyncio.create_task(self.socket.close(CLOSE_POLICY))

    def drop(self) -> None:
        """End the connection; the page comes back by itself."""
        self.direct.abort()

    async def _greet(self) -> Seat:
        try:
            text = await asyncio.wait_for(self.socket.receive_text(), HELLO_WITHIN_S)
        except (TimeoutError, KeyError) as error:
            raise UsageError("a hello as the first message", "none", "reload the page") from error
        hello = parse_message(text)
        if not isinstance(hello, Hello):
            raise UsageError("a hello as the first message", hello.type, "reload the page")
        return await self.room.sit_down(hello, self.person_id, self)

    def _take_at_once(self, seat: Seat, content: bytes) -> bool:
        """Frames in the tick in which they came; not while the page should wait or is being closed."""
        if self._closing is not None or not self.room.has_room(seat):
            return False
        try:
            self._take_frames(seat, content)
        except UsageError as error:
            self.refuse(str(error))
        return True

    async def _read(self, seat: Seat) -> None:
        """Take what does not come directly."""
        while True:
            await self.room.wait_for_room(seat)
            message = await self.socket.receive()
            if message["type"] == "websocket.disconnect" or self._closing is not None:
                return
            content: bytes | None = message.get("bytes")
            if content is None:
                self._take_text(seat, message["text"])
            else:
                self._take_frames(seat, content)

    def _take_frames(self, seat: Seat, content: bytes) -> None:
        if not self.bucket.take(max(1.0, len(content) / FRAME_BYTES)):
            raise UsageError("frames at the pace of a camera", "a flood", "reload the page")
        self.room.take_frames(seat, content)

    def _take_text(self, seat: Seat, text: str) -> None:
        if not self.bucket.take(5.0):
            raise UsageError("messages at the pace of a person", "a flood", "reload the page")
        parsed = parse_message(text)
        if isinstance(parsed, Hello):
            raise UsageError("one hello", "another one", "reload the page")
        self.room.take_message(seat, parsed)
