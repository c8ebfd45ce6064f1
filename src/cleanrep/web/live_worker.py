"""The process in which live sets are watched, so that the server's own process only carries messages.

Decides how orders are done: those of a session in the order in which they came; a session whose order fails goes on,
its page is told why. Everybody's frames come first, for each takes a moment; a repetition or a set, which takes
hundreds of them, is judged when no frame waits, at the latest with the next frame of its session.
"""

import gc
import importlib
import pickle
import select
import signal
import socket
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cleanrep.capture.landmark_frames import parse_messages
from cleanrep.errors import CleanRepError, SourceError
from cleanrep.model.samples import Sample
from cleanrep.web.live_keeping import open_session, restore_session
from cleanrep.web.live_messages import ServerMessage
from cleanrep.web.live_orders import (
    PARCEL_HEADER,
    Answer,
    Answers,
    EndOrder,
    FramesOrder,
    MessageOrder,
    OpenOrder,
    Order,
    Question,
    RestoreOrder,
    SingleOrder,
    pack_parcel,
)
from cleanrep.web.live_session import LiveSession
from cleanrep.web.live_waiting import pack_set

GARBAGE_THRESHOLD = 500_000
"""Objects more than at its last look until the collector looks for cycles: a session holds about a thousand and leaves
no cycle behind, and with a hundred of them a look makes everybody wait, for 18 ms in the mean and for up to 180."""


def run_worker(line: socket.socket, home: Path) -> None:
    """Do orders until the server has gone.

    Parameters
    ----------
    line : socket.socket
        Gives lists of orders, takes `Answers`, both as `pack_parcel` packs them.
    home : Path
        The server's folder.
    """
    ignore_interrupt()
    threading.Thread(target=_prepare, daemon=True).start()
    worker = LiveWorker(home)
    with line, line.makefile("rb") as orders:
        while (size := orders.read(PARCEL_HEADER.size)) and (content := orders.read(*PARCEL_HEADER.unpack(size))):
            answers = [answer for order in pickle.loads(content) for answer in worker.do(order)]  # noqa: S301 - ours
            line.sendall(pack_parcel(Answers(answers, is_ready=True)))
            while worker.is_behind and not _holds_something(line):
                if late := worker.catch_up():
                    line.sendall(pack_parcel(Answers(late, is_ready=False)))


def _holds_something(line: socket.socket) -> bool:
    return bool(select.select([line], [], [], 0.0)[0])


def ignore_interrupt() -> None:
    """Leave Ctrl+C, which reaches every process of a terminal, to the server: it ends what is under way first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _prepare() -> None:
    """Load what the first repetition would wait for, and keep the garbage collector from what stays for good."""
    importlib.import_module("scipy.signal")
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD)


class LiveWorker:
    """The sessions of the process.

    Parameters
    ----------
    home : Path
        The server's folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._sessions: dict[str, LiveSession] = {}
        self._behind: dict[str, None] = {}

    @property
    def is_behind(self) -> bool:
        """Whether a repetition or a set waits to be judged."""
        return bool(self._behind)

    def catch_up(self) -> list[Answer]:
        """Judge what waits longest."""
        session_id = next(iter(self._behind))
        del self._behind[session_id]
        session = self._sessions.get(session_id)
        if session is None:
            return []
        answer = _attempt(session_id, lambda: _make_answer(session_id, session, session.catch_up()))
        return [] if answer is None else [answer]

    def do(self, order: Order) -> list[Answer]:
        """Do one order; nothing when there is nothing to say."""
        if isinstance(order, FramesOrder):
            return self._look(order)
        answer = _attempt(order.session_id, lambda: self._do(order))
        if isinstance(order, Question):
            answer = (answer or Answer(order.session_id))._replace(is_reply=True)
        return [] if answer is None else [answer]

    def _look(self, order: FramesOrder) -> list[Answer]:
        """Show each session its frames."""
        parsed = parse_messages([content for _, content in order.messages])
        answers = (
            _attempt(session_id, partial(self._show, session_id, samples, content))
            for (session_id, content), samples in zip(order.messages, parsed, strict=True)
        )
        return [answer for answer in answers if answer is not None]

    def _show(self, session_id: str, samples: list[Sample] | SourceError, content: bytes) -> Answer | None:
        session = self._sessions.get(session_id)
        if session is None:
            return Answer(session_id, is_known=False)
        if isinstance(samples, SourceError):
            raise samples
        messages = session.take_samples(samples, content)
        if session.is_behind:
            self._behind[session_id] = None
        return _make_answer(session_id, session, messages)

    def _do(self, order: SingleOrder) -> Answer | None:
        if isinstance(order, OpenOrder):
            self._sessions[order.session_id] = open_session(order.header, self._home)
        elif isinstance(order, RestoreOrder):
            restored = restore_session(self._home, order.person_id, order.session_id)
            if restored is None:
                return Answer(order.session_id, is_known=False)
            self._sessions[order.session_id] = restored
        elif isinstance(order, EndOrder):
            return self._end(order.session_id)
        session = self._sessions.get(order.session_id)
        if session is None:
            return Answer(order.session_id, is_known=False)
        if isinstance(order, MessageOrder):
            return _make_answer(order.session_id, session, session.take_message(order.message))
        return _make_answer(order.session_id, session, [session.welcome()])

    def _end(self, session_id: str) -> Answer:
        session = self._sessions.pop(session_id, None)
        if session is None:
            return Answer(session_id, is_known=False)
        messages = session.end_set(goes_on=False)
        kept = tuple(pack_set(one) for one in session.finished_sets)
        return Answer(session_id, _dump(messages), kept)


def _attempt(session_id: str, work: Callable[[], Answer | None]) -> Answer | None:
    try:
        return work()
    except CleanRepError as error:
        return Answer(session_id, problem=" ".join(str(error).split()))


def _make_answer(session_id: str, session: LiveSession, messages: list[ServerMessage]) -> Answer | None:
    finished, session.finished_sets = session.finished_sets, []
    kept = tuple(pack_set(one) for one in finished)
    return Answer(session_id, _dump(messages), kept) if messages or kept else None


def _dump(messages: list[ServerMessage]) -> tuple[str, ...]:
    return tuple(message.model_dump_json() for message in messages)
