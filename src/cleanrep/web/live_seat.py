"""A live session as the server sees it: whose it is, which page it has and which process watches it.

Decides that another process is begun only when those under way have enough to do: each takes memory of its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cleanrep.web.live_link import LiveLink

ENOUGH_SESSIONS = 40
"""For one process; it watches more once there are no other processes to begin."""


class LivePage(Protocol):
    """A connected page."""

    def send(self, text: str) -> None:
        """Hand it a message."""
        ...

    def refuse(self, problem: str) -> None:
        """Tell it why it is closed; its session stays."""
        ...

    def drop(self) -> None:
        """End the connection; the page comes back by itself."""
        ...


@dataclass(slots=True)
class Seat:
    """A live session and the page that it has.

    Attributes
    ----------
    link : LiveLink
        To the process that watches it.
    page : LivePage or None
        None while it is away.
    away_since_s : float
        By the monotonic clock.
    """

    session_id: str
    person_id: str
    link: LiveLink
    page: LivePage | None = None
    away_since_s: float = 0.0


def choose_link(links: Sequence[LiveLink], seats: Iterable[Seat]) -> LiveLink:
    """The process for one more session: the first that has not enough to do, else the one with the fewest."""
    n_sessions = Counter(links.index(seat.link) for seat in seats)
    free = (index for index in range(len(links)) if n_sessions[index] < ENOUGH_SESSIONS)
    return links[next(free, min(range(len(links)), key=lambda index: n_sessions[index]))]
