"""The live sessions of a server: who is connected, what is being saved, what was left behind.

Decides that a set is never lost: a session waits for its page to come back, is ended and saved when it does not, and
the journals of an earlier server are saved too.
"""

import asyncio
import logging
import os
import secrets
import time
from pathlib import Path
from weakref import WeakValueDictionary

from cleanrep.errors import UsageError
from cleanrep.web.live_files import LiveHeader
from cleanrep.web.live_link import LiveLink
from cleanrep.web.live_messages import Begin, Calibrate, Finish, Hello, SetSaved
from cleanrep.web.live_orders import (
    Answer,
    EndOrder,
    MessageOrder,
    OpenOrder,
    Question,
    RestoreOrder,
    WelcomeOrder,
)
from cleanrep.web.live_saver import LiveSaver
from cleanrep.web.live_seat import ENOUGH_SESSIONS, WAIT_FOR_PAGE_S, LivePage, Seat, choose_link
from cleanrep.web.live_waiting import claim_left_behind

LOOK_EVERY_S = 15.0
ANSWER_WITHIN_S = 60.0
CLOSE_WITHIN_S = 30.0

_log = logging.getLogger(__name__)


class LiveRoom:
    """All live sessions of a server.

    Parameters
    ----------
    home : Path
        The server's folder.
    max_sessions : int
        At one time.
    """

    def __init__(self, home: Path, max_sessions: int) -> None:
        self._home = home
        self._max_sessions = max_sessions
        self._seats: dict[str, Seat] = {}
        self._asked: dict[str, asyncio.Future[Answer]] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        n_links = min(os.cpu_count() or 1, max(1, max_sessions // ENOUGH_SESSIONS))
        self._links = [LiveLink(home, self._take, self._lose) for _ in range(n_links)]
        self._saver = LiveSaver(home, self._tell_saved)
        self._watch: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begin to look after sessions; within a running event loop."""
        self._watch = asyncio.create_task(self._look_after())

    async def close(self) -> None:
        """End and save every set."""
        if self._watch is not None:
            self._watch.cancel()
        ends = [self._end(seat) for seat in list(self._seats.values())]
        if ends:
            await asyncio.wait([asyncio.ensure_future(end) for end in ends], timeout=CLOSE_WITHIN_S)
        await asyncio.gather(*(link.stop() for link in self._links))
        await self._saver.close()

    async def sit_down(self, hello: Hello, person_id: str, page: LivePage) -> Seat:
        """Find the session that a page goes on with, or begin one; the page is welcomed.

        Raises
        ------
        UsageError
            When there are too many, or the exercise does not exist.
        """
        seat = None if hello.resume is None else await self._find_in_turn(hello.resume, person_id)
        if seat is None:
            seat = await self._begin(hello, person_id)
        if seat.page is not None:
            seat.page.refuse("another page goes on with this set")
        seat.page = page
        seat.link.send(WelcomeOrder(seat.session_id))
        return seat

    def has_room(self, seat: Seat) -> bool:
        """Whether the process that watches a session has no more to do than it should."""
        return not seat.link.is_full

    async def wait_for_room(self, seat: Seat) -> None:
        """Wait while the process that watches a session has more to do than it should."""
        await seat.link.wait_for_room()

    def take_frames(self, seat: Seat, content: bytes) -> None:
        """Pass frames on; answers come to the page."""
        seat.link.send_frames(seat.session_id, content)

    def take_message(self, seat: Seat, message: Calibrate | Begin | Finish) -> None:
        """Pass a message on; answers come to the page."""
        if isinstance(message, Finish):
            seat.has_work = seat.has_work and not message.is_last
        else:
            seat.has_work = True
        seat.link.send(MessageOrder(seat.session_id, message))

    def get_up(self, seat: Seat, page: LivePage) -> None:
        """The page has gone; its session waits for it, unless another page took over."""
        if seat.page is page:
            seat.page = None
            seat.away_since_s = time.monotonic()

    async def _find_in_turn(self, session_id: str, person_id: str) -> Seat | None:
        async with self._take_turn(session_id):
            return await self._find(session_id, person_id)

    def _take_turn(self, session_id: str) -> asyncio.Lock:
        """Lets one question about a session follow the other: the answer to the first may settle the second."""
        return self._turns.setdefault(session_id, asyncio.Lock())

    async def _find(self, session_id: str, person_id: str) -> Seat | None:
        seat = self._seats.get(session_id)
        if seat is not None:
            return seat if seat.person_id == person_id else None
        if self._saver.is_waiting(session_id):
            return None
        # Always the same process, so that a journal is never taken up twice.
        link = self._links[0]
        answer = await self._ask(link, RestoreOrder(session_id, person_id))
        if answer.problem is not None or not answer.is_known:
            return None
        seat = self._seat(session_id, person_id, link)
        seat.has_work = True
        return seat

    async def _begin(self, hello: Hello, person_id: str) -> Seat:
        if len(self._seats) >= self._max_sessions:
            raise UsageError(f"at most {self._max_sessions} live sets at once", "one more", "try again in a while")
        given = hello.model_dump(exclude={"type", "protocol", "resume"})
        header = LiveHeader(session_id=secrets.token_hex(8), person_id=person_id, **given)
        seat = self._seat(header.session_id, person_id, choose_link(self._links, self._seats.values()))
        answer = await self._ask(seat.link, OpenOrder(header.session_id, header))
        if answer.problem is not None:
            del self._seats[header.session_id]
            raise UsageError("a set that can begin", answer.problem, "choose again")
        return seat

    def _seat(self, session_id: str, person_id: str, link: LiveLink) -> Seat:
        seat = self._seats[session_id] = Seat(session_id, person_id, link, away_since_s=time.monotonic())
        return seat

    async def _ask(self, link: LiveLink, order: Question) -> Answer:
        """Give an order and wait for its answer; one at a time for a session."""
        future = self._asked[order.session_id] = asyncio.get_running_loop().create_future()
        link.send(order)
        try:
            return await asyncio.wait_for(future, ANSWER_WITHIN_S)
        except TimeoutError as error:
            raise UsageError("an answer of the server", "none", "try again") from error
        finally:
            self._asked.pop(order.session_id, None)

    def _take(self, answer: Answer) -> None:
        """Pass an answer on, in the event loop."""
        seat = self._seats.get(answer.session_id)
        page = None if seat is None else seat.page
        for waiting in answer.kept:
            self._saver.save(waiting)
        asked = self._asked.get(answer.session_id) if answer.is_reply else None
        if asked is not None and not asked.done():
            asked.set_result(answer)
        if page is None:
            return
        for text in answer.messages:
            page.send(text)
        if answer.problem is not None or not answer.is_known:
            page.refuse(answer.problem or "this set is not known any more")

    def _lose(self, link: LiveLink) -> None:
        """A process has gone: its pages come back by themselves, and their sets go on from the journals."""
        _log.error("a process of the live sets ended; they go on from their journals")
        for seat in [seat for seat in self._seats.values() if seat.link is link]:
            del self._seats[seat.session_id]
            if seat.page is not None:
                seat.page.drop()

    def _tell_saved(self, session_id: str, message: SetSaved) -> None:
        seat = self._seats.get(session_id)
        if seat is not None and seat.page is not None:
            seat.page.send(message.model_dump_json())

    async def _look_after(self) -> None:
        while True:
            self._rescue()
            await asyncio.sleep(LOOK_EVERY_S)
            now_s = time.monotonic()
            for seat in list(self._seats.values()):
                if seat.is_abandoned(now_s):
                    await self._end(seat)

    def _rescue(self) -> None:
        """Save journals that a server left behind and no page asked for."""
        older_than_s = time.time() - WAIT_FOR_PAGE_S
        for waiting in claim_left_behind(self._home, older_than_s=older_than_s, is_busy=self._is_busy):
            self._saver.save(waiting)

    def _is_busy(self, name: str) -> bool:
        return name in self._seats or name in self._asked or self._saver.is_waiting(name)

    async def _end(self, seat: Seat) -> None:
        self._seats.pop(seat.session_id, None)
        try:
            async with self._take_turn(seat.session_id):
                await self._ask(seat.link, EndOrder(seat.session_id))
        except UsageError:
            _log.warning("a set could not be ended in time; it is saved at the next start")
