"""uvicorn's WebSocket with a direct way beside the ASGI one, for what comes and goes many times a second.

Decides which messages take it: binary ones in one piece, handed over in the tick in which they came, unless something
still waits on the ASGI way, so that the order stays. All else, and so the limit on sizes, pings, closing and faults, is
left to uvicorn and websockets. The ASGI way costs a queue, the wake-up of a task and two changes of what the event loop
watches for each message, several times what it takes to pass it on.
"""

import struct
from collections.abc import Callable
from typing import Any, cast

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask  # type: ignore[attr-defined] # the one in C where it is built
from websockets.http11 import Request
from websockets.protocol import State

_EXTENSION = "cleanrep.direct"
# How a frame begins (RFC 6455, section 5.2): its kind, its length in seven bits, or in the two bytes that follow; then
# four bytes of mask.
_HEAD = struct.Struct("!BBH")
_IS_FINAL = 0x80
_FINAL_BINARY = 0x82
_MASKED = 0x80
_LENGTH_FOLLOWS = _MASKED + 126
_SHORT_HEAD_BYTES, _HEAD_BYTES, _MASK_BYTES = 6, 8, 4


class DirectSocket(WebSocketsSansIOProtocol):
    """One connection.

    It rests on parts of uvicorn's class that no document promises: how a request is begun, the queue of the ASGI way,
    protocol and transport beneath. Its tests go over real connections and fail when these change.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._take: Callable[[bytes], bool] | None = None
        self._is_cut = False
        self._rest = b""

    def deliver_to(self, take: Callable[[bytes], bool]) -> None:
        """Hand binary messages to `take` as they come; those for which it returns False go the ASGI way."""
        self._take = take

    def send_text(self, text: str) -> None:
        """Send at once; nothing when the connection is being closed."""
        if self.conn.state is State.OPEN and not self.transport.is_closing():
            self.conn.send_text(text.encode())
            self.transport.write(b"".join(self.conn.data_to_send()))

    def count_unsent(self) -> int:
        """Bytes that the other side has not made room for."""
        return self.transport.get_write_buffer_size()

    def abort(self) -> None:
        """End the connection without another word."""
        self.transport.abort()

    def handle_connect(self, event: Request) -> None:
        """Begin the application's part, which finds this object in its scope."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][_EXTENSION] = cast(dict[object, object], self)
            self._is_cut = True

    def data_received(self, data: bytes) -> None:
        """Cut what came into frames: websockets' parser is between two of them whenever one goes past it.

        Whatever no browser sends for messages like ours (pieces, more than 64 KiB, no mask) ends that for good.
        """
        if not self._is_cut:
            super().data_received(data)
            return
        data = self._rest + data
        start, n_bytes = 0, len(data)
        while n_bytes - start >= _SHORT_HEAD_BYTES:
            kind, length, long_length = _HEAD.unpack_from(data, start)
            if not kind & _IS_FINAL or not _MASKED <= length <= _LENGTH_FOLLOWS:
                self._is_cut, self._rest = False, b""
                super().data_received(data[start:])
                return
            is_long = length == _LENGTH_FOLLOWS
            content = start + (_HEAD_BYTES if is_long else _SHORT_HEAD_BYTES)
            end = content + (long_length if is_long else length - _MASKED)
            if end > n_bytes:
                break
            if kind != _FINAL_BINARY or not self._pass_directly(data, content, end):
                self._pass_on(data[start:end])
            start = end
        self._rest = data[start:]

    def _pass_directly(self, data: bytes, start: int, end: int) -> bool:
        if self._take is None or not self.queue.empty():
            return False
        return self._take(apply_mask(data[start:end], data[start - _MASK_BYTES : start]))

    def _pass_on(self, frame: bytes) -> None:
        super().data_received(frame)
        if self.transport.is_closing():
            # What follows the end of a conversation is no part of it.
            self._take = None


def find_direct(socket: WebSocket) -> DirectSocket:
    """The direct way of a connection that our server accepted."""
    return cast(DirectSocket, socket.scope["extensions"][_EXTENSION])
