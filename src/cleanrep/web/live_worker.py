"""The process in which live sets are watched, so that the server's own process only carries messages.

Decides the orders between the two. Orders of a session are done in the order in which they came; a session whose order
fails goes on, its page is told why.
"""

import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from cleanrep.errors import CleanRepError
from cleanrep.web.live_keeping import open_session, restore_session
from cleanrep.web.live_messages import Begin, Calibrate, Finish, ServerMessage
from cleanrep.web.live_session import KeptSet, LiveHeader, LiveSession


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """Begin a session."""

    session_id: str
    header: LiveHeader


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """Go on with the journal of a server that has gone; with `is_over` it is ended at once."""

    session_id: str
    person_id: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class WelcomeOrder:
    """Say where a session stands, for a page that came back."""

    session_id: str


@dataclass(frozen=True, slots=True)
class FramesOrder:
    """Look at frames."""

    session_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MessageOrder:
    """Do what a page asks for."""

    session_id: str
    message: Calibrate | Begin | Finish


@dataclass(frozen=True, slots=True)
class EndOrder:
    """End a session and forget it."""

    session_id: str


Order = OpenOrder | RestoreOrder | WelcomeOrder | FramesOrder | MessageOrder | EndOrder


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an order.

    Attributes
    ----------
    messages : tuple[str, ...]
        For the page, as text.
    kept : tuple[KeptSet, ...]
        Sets to save.
    problem : str or None
        Why the order was refused.
    is_known : bool
        The session exists.
    """

    session_id: str
    messages: tuple[str, ...] = ()
    kept: tuple[KeptSet, ...] = ()
    problem: str | None = None
    is_known: bool = True
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of orders that were given together, and how many they were."""

    n_orders: int
    answers: tuple[Answer, ...]


def run_worker(connection: Connection, home: Path) -> None:
    """Do orders until the server has gone.

    Parameters
    ----------
    connection : Connection
        Gives lists of orders, takes a `Batch` for each.
    home : Path
        The server's folder.
    """
    ignore_interrupt()
    worker = LiveWorker(home)
    while True:
        try:
            orders: list[Order] = connection.recv()
        except EOFError:
            return
        answers = tuple(answer for order in orders if (answer := worker.do(order)) is not None)
        connection.send(Batch(len(orders), answers))


def ignore_interrupt() -> None:
    """Leave Ctrl+C, which reaches every process of a terminal, to the server: it ends what is under way first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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

    def do(self, order: Order) -> Answer | None:
        """Do one order; None when there is nothing to say."""
        try:
            return self._do(order)
        except CleanRepError as error:
            return Answer(order.session_id, problem=" ".join(str(error).split()))

    def _do(self, order: Order) -> Answer | None:
        if isinstance(order, OpenOrder):
            self._sessions[order.session_id] = open_session(order.header, self._home)
        elif isinstance(order, RestoreOrder):
            restored = restore_session(self._home, order.person_id, order.session_id)
            if restored is None:
                return Answer(order.session_id, is_known=False)
            self._sessions[order.session_id] = restored
            if order.is_over:
                return self._end(order.session_id)
        elif isinstance(order, EndOrder):
            return self._end(order.session_id)
        session = self._sessions.get(order.session_id)
        if session is None:
            return Answer(order.session_id, is_known=False)
        return _make_answer(order.session_id, session, _ask(session, order))

    def _end(self, session_id: str) -> Answer:
        session = self._sessions.pop(session_id, None)
        if session is None:
            return Answer(session_id, is_known=False, is_end=True)
        messages = session.end_set(goes_on=False)
        kept = tuple(session.finished_sets)
        return Answer(session_id, _dump(messages), kept, is_end=True)


def _ask(session: LiveSession, order: Order) -> list[ServerMessage]:
    if isinstance(order, FramesOrder):
        return session.take_frames(order.content)
    if isinstance(order, MessageOrder):
        return session.take_message(order.message)
    return [session.welcome()]


def _make_answer(session_id: str, session: LiveSession, messages: list[ServerMessage]) -> Answer | None:
    kept, session.finished_sets = tuple(session.finished_sets), []
    return Answer(session_id, _dump(messages), kept) if messages or kept else None


def _dump(messages: list[ServerMessage]) -> tuple[str, ...]:
    return tuple(message.model_dump_json() for message in messages)
