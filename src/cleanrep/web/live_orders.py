"""What the server asks of the process in which live sets are watched, and what that answers, as types and as bytes.

Decides that whatever waits goes over together, as one parcel, and that the next parcel of orders waits until the last
one is done, but for what may follow: repetitions are judged when nothing else is to be done.
"""

import pickle
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleanrep.web.live_files import LiveHeader
from cleanrep.web.live_messages import Begin, Calibrate, Finish
from cleanrep.web.live_waiting import WaitingSet

PARCEL_HEADER = struct.Struct("!I")
"""Before each parcel: its length in bytes."""


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """Begin a session."""

    session_id: str
    header: LiveHeader


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """Go on with the journal of a server that has gone."""

    session_id: str
    person_id: str


@dataclass(frozen=True, slots=True)
class WelcomeOrder:
    """Say where a session stands, for a page that came back."""

    session_id: str


@dataclass(frozen=True, slots=True)
class FramesOrder:
    """Look at frames, of many sessions at once: at hundreds of frames a second an order for each would cost too much.

    Attributes
    ----------
    messages : list[tuple[str, bytes]]
        Session and frames of each message, in the order in which they came.
    """

    messages: list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class MessageOrder:
    """Do what a page asks for."""

    session_id: str
    message: Calibrate | Begin | Finish


@dataclass(frozen=True, slots=True)
class EndOrder:
    """End a session and forget it."""

    session_id: str


Question = OpenOrder | RestoreOrder | EndOrder
"""Whoever gives one waits for the answer."""
SingleOrder = Question | WelcomeOrder | MessageOrder
Order = SingleOrder | FramesOrder


class Answer(NamedTuple):
    """What came of an order; a tuple, which is packed and unpacked several times quicker than a frozen class.

    Attributes
    ----------
    messages : tuple[str, ...]
        For the page, as text.
    kept : tuple[WaitingSet, ...]
        Sets to save, which wait on the disk.
    problem : str or None
        Why the order was refused.
    is_known : bool
        The session exists.
    is_reply : bool
        To an order that somebody waits for: to open, restore or end a session.
    """

    session_id: str
    messages: tuple[str, ...] = ()
    kept: tuple[WaitingSet, ...] = ()
    problem: str | None = None
    is_known: bool = True
    is_reply: bool = False


class Answers(NamedTuple):
    """What the worker says at one time.

    Attributes
    ----------
    answers : list[Answer]
        In the order of the orders.
    is_ready : bool
        The orders given are done, and the next ones may come.
    """

    answers: list[Answer]
    is_ready: bool


def pack_parcel(content: Sequence[Order] | Answers) -> bytes:
    """Pack what goes from one of the two processes to the other: its length, then itself."""
    packed = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return PARCEL_HEADER.pack(len(packed)) + packed
