"""The server's end of the worker process: orders out, answers in, without making anybody wait.

Decides that orders are gathered for a few milliseconds and sent together, frames of all sessions in one order: at
thousands of frames a second each message of its own would cost more than what it asks for. While the worker is at one
parcel the next one is gathered, so that parcels grow, and each frame costs less, just when there is too much to do.
"""

import asyncio
import multiprocessing
import pickle
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from cleanrep.web.live_orders import PARCEL_HEADER, Answer, Answers, FramesOrder, Order, SingleOrder, pack_parcel
from cleanrep.web.live_worker import run_worker

GATHER_S = 0.008
STOP_WITHIN_S = 10.0
MAX_WAITING_ORDERS = 4000
"""Beyond it no more is read from the pages, until the worker has caught up."""


@dataclass(slots=True, eq=False)
class LiveLink:
    """Starts the worker when it is first needed.

    Attributes
    ----------
    home : Path
        The server's folder.
    take : Callable[[Answer], None]
        Is given each answer, in the event loop.
    lose : Callable[[LiveLink], None]
        Is told when its worker has gone without being asked to.
    """

    home: Path
    take: Callable[[Answer], None]
    lose: "Callable[[LiveLink], None]"
    _process: BaseProcess | None = None
    _talk: "asyncio.Task[None] | None" = None
    _writer: asyncio.WriteTransport | None = None
    _gathered: list[Order] = field(default_factory=list)
    _n_gathered: int = 0
    _n_under_way: int = 0
    _is_due: bool = False
    _has_room: asyncio.Event = field(default_factory=asyncio.Event)

    def send(self, order: SingleOrder) -> None:
        """Give an order; within the event loop."""
        self._expect_one_more()
        self._gathered.append(order)

    def send_frames(self, session_id: str, content: bytes) -> None:
        """Have a session look at frames; within the event loop."""
        self._expect_one_more()
        last = self._gathered[-1] if self._gathered else None
        if isinstance(last, FramesOrder):
            last.messages.append((session_id, content))
        else:
            self._gathered.append(FramesOrder([(session_id, content)]))

    @property
    def is_full(self) -> bool:
        """Whether the worker has more to do than it should."""
        return self._n_gathered + self._n_under_way >= MAX_WAITING_ORDERS

    async def wait_for_room(self) -> None:
        """Wait while it is full."""
        while self.is_full:
            self._has_room.clear()
            await self._has_room.wait()

    async def stop(self) -> None:
        """End the worker, after what it was given before."""
        process, self._process = self._process, None
        if process is None or self._talk is None:
            return
        self._flush()
        if self._writer is not None:
            self._writer.write_eof()
        await asyncio.wait([self._talk], timeout=STOP_WITHIN_S)
        process.kill()
        await asyncio.to_thread(process.join)

    def _expect_one_more(self) -> None:
        if self._process is None:
            self._start()
        if self._n_gathered == 0:
            asyncio.get_running_loop().call_later(GATHER_S, self._end_gathering)
        self._n_gathered += 1

    def _start(self) -> None:
        near, far = socket.socketpair()
        process = multiprocessing.get_context("spawn").Process(target=run_worker, args=(far, self.home), daemon=True)
        process.start()
        far.close()
        self._process = process
        self._talk = asyncio.create_task(self._talk_with(process, near))

    async def _talk_with(self, process: BaseProcess, line: socket.socket) -> None:
        """Take the worker's answers until it has gone."""
        loop = asyncio.get_running_loop()
        self._writer, answers = await loop.create_connection(lambda: _Answers(self._take_all), sock=line)
        self._flush()
        await answers.end.wait()
        self._note_end(process)

    def _end_gathering(self) -> None:
        self._is_due = True
        if self._n_under_way == 0:
            self._flush()

    def _flush(self) -> None:
        if self._gathered and self._writer is not None:
            self._writer.write(pack_parcel(self._gathered))
            self._n_under_way += self._n_gathered
            self._gathered, self._n_gathered, self._is_due = [], 0, False

    def _take_all(self, said: Answers) -> None:
        if said.is_ready:
            self._n_under_way = 0
            if self._is_due:
                self._flush()
            self._has_room.set()
        for answer in said.answers:
            self.take(answer)

    def _note_end(self, process: BaseProcess) -> None:
        self._writer = None
        if process is self._process:
            self._process = None
            self._gathered, self._n_gathered, self._n_under_way, self._is_due = [], 0, 0, False
            self._has_room.set()
            self.lose(self)


class _Answers(asyncio.Protocol):
    """The worker's answers, parcel by parcel."""

    def __init__(self, take: Callable[[Answers], None]) -> None:
        self.end = asyncio.Event()
        self._take = take
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        """Take what is there as a whole."""
        data = self._rest + data
        while len(data) >= PARCEL_HEADER.size:
            end = PARCEL_HEADER.size + PARCEL_HEADER.unpack_from(data)[0]
            if end > len(data):
                break
            self._take(pickle.loads(data[PARCEL_HEADER.size : end]))  # noqa: S301 - from our own process
            data = data[end:]
        self._rest = data

    def connection_lost(self, _: Exception | None) -> None:
        """The worker has gone."""
        self.end.set()
