"""The process in which live sets are watched, so that the server's own process only carries messages.

Decides how orders are done: those of a session in the order in which they came; a session whose order fails goes on,
its page is told why.
"""

import gc
import importlib
import pickle
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

GARBAGE_THRESHOLDS = (20_000, 20, 50)
"""Of the collector's generations: sessions hold many thousand samples and hardly a cycle, so it seldom pays to look."""


def run_worker(line: socket.socket, home: Path) -> None:
    """Do orders until the server has gone.

    Parameters
    ----------
    line : socket.socket
        Gives lists of orders, takes the list of answers to each, both as `pack_parcel` packs them.
    home : Path
        The server's folder.
    """
    ignore_interrupt()
    threading.Thread(target=_prepare, daemon=True).start()
    worker = LiveWorker(home)
    with line, line.makefile("rb") as orders:
        while (size := orders.read(PARCEL_HEADER.size)) and (content := orders.read(*PARCEL_HEADER.unpack(size))):
            answers = [answer for order in pickle.loads(content) for answer in worker.do(order)]  # noqa: S301 - ours
            line.sendall(pack_parcel(answers))


def ignore_interrupt() -> None:
    """Leave Ctrl+C, which reaches every process of a terminal, to the server: it ends what is under way first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _prepare() -> None:
    """Load what the first repetition would wait for, and keep the garbage collector from what stays for good."""
    importlib.import_module("scipy.signal")
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)


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
        return _make_answer(session_id, session, session.take_samples(samples, content))

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
