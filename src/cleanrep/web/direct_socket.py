"""uvicorn's WebSocket with a direct way beside the ASGI one, for what comes and goes many times a second.

Decides which messages take it: binary ones in one piece, handed over in the tick in which they came, unless something
still waits on the ASGI way, so that the order stays. All else, and so the limit on sizes, pings, closing and faults, is
left to uvicorn and websockets. The ASGI way costs a queue, the wake-up of a task and two changes of what the event loop
watches for each message, several times what it takes to pass it on.
"""

from collections.abc import Callable
from typing import Any, cast

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask  # type: ignore[attr-defined] # the one in C where it is built
from websockets.http11 import Request
from websockets.protocol import State

_EXTENSION = "cleanrep.direct"
# Of a frame (RFC 6455, section 5.2).
_DIRECT = b"\x82\xfe"
"""First bytes of one that takes the direct way: final, binary, masked, its length in the next two bytes."""
_DIRECT_HEAD_BYTES = 8
_MASK_BYTES = 4
_MOST_HEAD_BYTES = 14
_HIGH_BIT = 0x80
"""Final in the first byte, masked in the second."""


class DirectSocket(WebSocketsSansIOProtocol):
    """One connection.

    It rests on parts of uvicorn's class that no document promises: how a request is begun, the queue of the ASGI way,
    protocol and transport beneath. Its tests go over real connections and fail when these change.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._take: Callable[[bytes], bool] | None = None
        self._is_in_pieces = False
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

    def data_received(self, data: bytes) -> None:
        """Cut what came into frames: websockets' parser is between two of them whenever one goes past it."""
        if not self.handshake_initiated:
            super().data_received(data)
            return
        data = self._rest + data
        start, n_bytes = 0, len(data)
        while start < n_bytes:
            end = start + measure_frame(data, start)
            if end - start > self.config.ws_max_size + _MOST_HEAD_BYTES:
                end = n_bytes  # Too much is refused by its head alone.
            if end > n_bytes:
                break
            if not self._pass_directly(data, start, end):
                self._pass_on(data[start:end])
            start = end
        self._rest = data[start:]

    def _pass_directly(self, data: bytes, start: int, end: int) -> bool:
        if self._take is None or self._is_in_pieces or not data.startswith(_DIRECT, start):
            return False
        if not self.queue.empty() or self.conn.state is not State.OPEN:
            return False
        content = start + _DIRECT_HEAD_BYTES
        return self._take(apply_mask(data[content:end], data[content - _MASK_BYTES : content]))

    def _pass_on(self, frame: bytes) -> None:
        # A message in pieces must not be overtaken; browsers send whole ones.
        self._is_in_pieces = self._is_in_pieces or not frame[0] & _HIGH_BIT
        if not self.transport.is_closing():
            super().data_received(frame)


def find_direct(socket: WebSocket) -> DirectSocket:
    """The direct way of a connection that our server accepted."""
    return cast(DirectSocket, socket.scope["extensions"][_EXTENSION])


def measure_frame(data: bytes, start: int) -> int:
    """Length in bytes of the frame that begins at `start`; where its head is cut off, what the head needs at least."""
    if len(data) < start + 2:
        return 2
    length = data[start + 1] & ~_HIGH_BIT
    n_more = 0 if length < 126 else 2 if length == 126 else 8
    head = 2 + n_more + (_MASK_BYTES if data[start + 1] & _HIGH_BIT else 0)
    if len(data) < start + head:
        return head
    return head + (int.from_bytes(data[start + 2 : start + 2 + n_more]) if n_more else length)
