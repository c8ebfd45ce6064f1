"""The live sessions of a server: who is connected, what is being saved, what was left behind.

Decides that a set is never lost: a session waits for its page to come back, is ended and saved when it does not, and
the journals of an earlier server are saved too. Sets are written in a process of their own, so that the lifters who
are still at it do not wait.
"""

import asyncio
import logging
import multiprocessing
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from cleanrep.errors import CleanRepError, UsageError
from cleanrep.web.live_keeping import keep_set, list_left_behind, open_session, restore_session
from cleanrep.web.live_messages import Hello, ServerMessage, SetSaved
from cleanrep.web.live_session import KeptSet, LiveHeader, LiveSession

WAIT_FOR_PAGE_S = 600.0
LOOK_EVERY_S = 15.0

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Seat:
    """A live session and the connection that it has.

    Attributes
    ----------
    send : Callable or None
        Hands a message to the page; None while it is away.
    away_since_s : float
        By the monotonic clock.
    """

    session: LiveSession
    send: Callable[[ServerMessage], None] | None = None
    away_since_s: float = 0.0
    owner: object = None


@dataclass(slots=True)
class LiveRoom:
    """All live sessions of a server.

    Attributes
    ----------
    home : Path
        The server's folder.
    max_sessions : int
        At one time.
    """

    home: Path
    max_sessions: int
    _seats: dict[str, Seat] = field(default_factory=dict)
    _saver: ProcessPoolExecutor | None = None
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)
    _watch: "asyncio.Task[None] | None" = None

    def open(self) -> None:
        """Begin to look after sessions; within a running event loop."""
        self._watch = asyncio.create_task(self._look_after())

    async def close(self) -> None:
        """End and save every set."""
        if self._watch is not None:
            self._watch.cancel()
        for session_id in list(self._seats):
            self._end(session_id)
        await asyncio.gather(*self._tasks)
        if self._saver is not None:
            self._saver.shutdown()

    def sit_down(self, hello: Hello, person_id: str) -> Seat:
        """Find the session that a page goes on with, or begin one.

        Raises
        ------
        UsageError, ExerciseError, SourceError
            When there are too many, or the exercise does not exist.
        """
        if hello.resume is not None:
            seat = self._find(hello.resume, person_id)
            if seat is not None:
                return seat
        if len(self._seats) >= self.max_sessions:
            raise UsageError(f"at most {self.max_sessions} live sets at once", "one more", "try again in a while")
        header = LiveHeader(
            session_id=secrets.token_hex(8),
            person_id=person_id,
            **hello.model_dump(exclude={"type", "protocol", "resume"}),
        )
        return self._seat(open_session(header, self.home))

    def get_up(self, seat: Seat) -> None:
        """The page has gone; its session waits for it."""
        seat.send = None
        seat.away_since_s = time.monotonic()

    def save_finished(self, seat: Seat) -> None:
        """Save what the session finished, and tell its page when it is there."""
        finished, seat.session.finished_sets = seat.session.finished_sets, []
        for kept in finished:
            task = asyncio.create_task(self._save(kept, seat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _find(self, session_id: str, person_id: str) -> Seat | None:
        seat = self._seats.get(session_id)
        if seat is None:
            session = restore_session(self.home, person_id, session_id)
            return None if session is None else self._seat(session)
        return seat if seat.session.header.person_id == person_id else None

    def _seat(self, session: LiveSession) -> Seat:
        seat = Seat(session)
        self._seats[session.header.session_id] = seat
        return seat

    async def _save(self, kept: KeptSet, seat: Seat) -> None:
        if self._saver is None:
            self._saver = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        work = partial(keep_set, kept, self.home, datetime.now(UTC))
        problem = None
        try:
            await asyncio.get_running_loop().run_in_executor(self._saver, work)
        except CleanRepError as error:
            problem = str(error)
            _log.error("a live set could not be saved: %s", problem)
        if seat.send is not None:
            seat.send(SetSaved(set_id=kept.set_id, problem=problem))

    async def _look_after(self) -> None:
        while True:
            self._rescue()
            await asyncio.sleep(LOOK_EVERY_S)
            now_s = time.monotonic()
            for session_id, seat in list(self._seats.items()):
                if seat.send is None and now_s - seat.away_since_s > WAIT_FOR_PAGE_S:
                    self._end(session_id)

    def _rescue(self) -> None:
        """Save journals that a server left behind and no page asked for."""
        for person_id, session_id in list_left_behind(self.home, older_than_s=time.time() - WAIT_FOR_PAGE_S):
            if session_id in self._seats:
                continue
            try:
                session = restore_session(self.home, person_id, session_id)
            except CleanRepError as error:
                _log.warning("a set of an earlier run cannot be read: %s", error)
                continue
            if session is not None:
                self._seat(session)
                self._end(session_id)

    def _end(self, session_id: str) -> None:
        seat = self._seats.pop(session_id)
        seat.session.end_set(goes_on=False)
        self.save_finished(seat)
