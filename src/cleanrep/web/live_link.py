"""The server's end of the worker process: orders out, answers in, without making anybody wait.

Decides that orders are gathered for a few milliseconds and sent together: at hundreds of frames a second each message
of its own would cost more than what it asks for.
"""

import asyncio
import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from cleanrep.web.live_worker import Answer, Batch, Order, run_worker

_Told = TypeVar("_Told")

GATHER_S = 0.004
STOP_WITHIN_S = 10.0
MAX_WAITING_ORDERS = 4000
"""Beyond it no more is read from the pages, until the worker has caught up."""


@dataclass(slots=True)
class LiveLink:
    """Starts the worker when it is first needed.

    Attributes
    ----------
    home : Path
        The server's folder.
    take : Callable[[Answer], None]
        Is given each answer, in the event loop.
    lose : Callable[[], None]
        Is told when the worker has gone without being asked to.
    """

    home: Path
    take: Callable[[Answer], None]
    lose: Callable[[], None]
    _process: BaseProcess | None = None
    _connection: Connection | None = None
    _gathered: list[Order] = field(default_factory=list)
    _batches: "SimpleQueue[list[Order] | None]" = field(default_factory=SimpleQueue)
    _n_waiting: int = 0
    _has_room: asyncio.Event = field(default_factory=asyncio.Event)

    def send(self, order: Order) -> None:
        """Give an order; within the event loop."""
        if self._process is None:
            self._start()
        if not self._gathered:
            asyncio.get_running_loop().call_later(GATHER_S, self._flush)
        self._gathered.append(order)
        self._n_waiting += 1
        if self._n_waiting >= MAX_WAITING_ORDERS:
            self._has_room.clear()

    async def wait_for_room(self) -> None:
        """Wait while the worker has more to do than it should."""
        if self._n_waiting >= MAX_WAITING_ORDERS:
            await self._has_room.wait()

    def stop(self) -> None:
        """End the worker, after what it was given before."""
        process, self._process = self._process, None
        if process is None:
            return
        self._flush()
        self._batches.put(None)
        process.join(STOP_WITHIN_S)
        process.kill()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        near, far = context.Pipe()
        process = context.Process(target=run_worker, args=(far, self.home), daemon=True)
        process.start()
        far.close()
        self._process, self._connection, self._batches = process, near, SimpleQueue()
        self._n_waiting = 0
        loop = asyncio.get_running_loop()
        threading.Thread(target=_write, args=(near, self._batches), daemon=True).start()
        threading.Thread(target=self._read, args=(near, loop, process), daemon=True).start()

    def _flush(self) -> None:
        if self._gathered:
            self._batches.put(self._gathered)
            self._gathered = []

    def _read(self, connection: Connection, loop: asyncio.AbstractEventLoop, process: BaseProcess) -> None:
        while True:
            try:
                batch: Batch = connection.recv()
            except (EOFError, OSError):
                break
            _tell(loop, self._take_all, batch)
        _tell(loop, self._note_end, process)

    def _take_all(self, batch: Batch) -> None:
        self._n_waiting -= batch.n_orders
        if self._n_waiting < MAX_WAITING_ORDERS:
            self._has_room.set()
        for answer in batch.answers:
            self.take(answer)

    def _note_end(self, process: BaseProcess) -> None:
        if process is self._process:
            self._process = None
            self._batches.put(None)
            self._gathered, self._n_waiting = [], 0
            self._has_room.set()
            self.lose()


def _write(connection: Connection, batches: "SimpleQueue[list[Order] | None]") -> None:
    while (batch := batches.get()) is not None:
        try:
            connection.send(batch)
        except OSError:
            return
    connection.close()


def _tell(loop: asyncio.AbstractEventLoop, listener: Callable[[_Told], None], value: _Told) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(listener, value)
