"""Saves finished live sets in a process of its own.

Decides that saving gives way to whoever is still at it: a report may come a little later, a count may not.
"""

import asyncio
import logging
import multiprocessing
import os
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from cleanrep.errors import CleanRepError
from cleanrep.web.live_keeping import keep_set
from cleanrep.web.live_messages import SetSaved
from cleanrep.web.live_orders import PackedSet
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
        self._tasks: set[asyncio.Task[None]] = set()

    def save(self, packed: PackedSet) -> None:
        """Have a set saved; within a running event loop."""
        task = asyncio.create_task(self._save(packed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End once everything is saved."""
        await asyncio.gather(*self._tasks)
        if self._process is not None:
            self._process.shutdown()

    async def _save(self, packed: PackedSet) -> None:
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self._process = ProcessPoolExecutor(1, mp_context=context, initializer=_give_way)
        work = partial(_keep, packed, self._home, datetime.now(UTC))
        problem = None
        try:
            await asyncio.get_running_loop().run_in_executor(self._process, work)
        except CleanRepError as error:
            problem = str(error)
            _log.error("a live set could not be saved: %s", problem)
        self._tell(packed.session_id, SetSaved(set_id=packed.set_id, problem=problem))


def _keep(packed: PackedSet, home: Path, now: datetime) -> None:
    keep_set(pickle.loads(packed.content), home, now)  # noqa: S301 - packed by our own process


def _give_way() -> None:
    ignore_interrupt()
    if hasattr(os, "SCHED_IDLE"):
        # Linux: takes what the others leave, and waits for none of it to become free.
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(LOWER_PRIORITY)
