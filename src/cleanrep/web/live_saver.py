"""Saves finished live sets in a process of its own.

Decides that saving gives way to whoever is still at it: a report may come a little later, a count may not. Sets wait
by name only, so that a queue of any length takes no memory.
"""

import asyncio
import logging
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from cleanrep.web.live_messages import SetSaved
from cleanrep.web.live_waiting import WaitingSet, save_waiting
from cleanrep.web.live_worker import ignore_interrupt

LOWER_PRIORITY = 10
"""In steps of `nice`."""

_log = logging.getLogger(__name__)


class LiveSaver:
    """Saves sets one after the other.

    Parameters
    ----------
    home : Path
        The server's folder.
    tell : Callable[[str, SetSaved], None]
        Is given the session and what became of its set.
    """

    def __init__(self, home: Path, tell: Callable[[str, SetSaved], None]) -> None:
        self._home = home
        self._tell = tell
        self._process: ProcessPoolExecutor | None = None
        self._waiting: dict[str, WaitingSet] = {}
        self._work: asyncio.Task[None] | None = None

    def save(self, waiting: WaitingSet) -> None:
        """Have a set saved, unless it waits already; within a running event loop."""
        self._waiting.setdefault(waiting.name, waiting)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._save_all())

    def is_waiting(self, name: str) -> bool:
        """Whether the set of a journal waits to be saved, or is being saved."""
        return name in self._waiting

    async def close(self) -> None:
        """End once everything is saved."""
        if self._work is not None:
            await self._work
        if self._process is not None:
            self._process.shutdown()

    async def _save_all(self) -> None:
        while self._waiting:
            waiting = next(iter(self._waiting.values()))
            problem = await self._save(waiting)
            del self._waiting[waiting.name]
            if problem is not None:
                _log.error("a live set could not be saved: %s", problem)
            self._tell(waiting.session_id, SetSaved(set_id=waiting.name, problem=problem))

    async def _save(self, waiting: WaitingSet) -> str | None:
        """Save one set; returns why it could not be. One that breaks the process does not keep the others from it."""
        (outcome,) = await asyncio.gather(self._hand_in(waiting), return_exceptions=True)
        if not isinstance(outcome, BaseException):
            return outcome
        if isinstance(outcome, BrokenProcessPool):
            self._process = None
        _log.error("the process that saves live sets failed", exc_info=outcome)
        return "saving it failed; it is tried again later"

    async def _hand_in(self, waiting: WaitingSet) -> str | None:
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self._process = ProcessPoolExecutor(1, mp_context=context, initializer=_give_way)
        return await asyncio.get_running_loop().run_in_executor(self._process, save_waiting, waiting, self._home)


def _give_way() -> None:
    ignore_interrupt()
    if hasattr(os, "SCHED_IDLE"):
        # Linux: takes what the others leave, and waits for none of it to become free.
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(LOWER_PRIORITY)
