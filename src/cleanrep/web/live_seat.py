"""A live session as the server sees it: whose it is, which page it has and which process watches it.

Decides that another process is begun only when those under way have enough to do: each takes memory of its own; and
how long a seat waits for a page that has gone: long only where work would be lost.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cleanrep.web.live_link import LiveLink

ENOUGH_SESSIONS = 40
"""For one process; it watches more once there are no other processes to begin."""


WAIT_FOR_PAGE_S = 600.0
"""With work that would be lost."""
WAIT_WITHOUT_WORK_S = 30.0
"""For a page that only lost its connection for a moment while the camera was placed."""


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
    has_work : bool
        A set is under way, or a neutral hold was asked for: something would be lost.
    """

    session_id: str
    person_id: str
    link: LiveLink
    page: LivePage | None = None
    away_since_s: float = 0.0
    has_work: bool = False

    def is_abandoned(self, now_s: float) -> bool:
        """Whether its page has been away for so long that the seat is given back."""
        wait_s = WAIT_FOR_PAGE_S if self.has_work else WAIT_WITHOUT_WORK_S
        return self.page is None and now_s - self.away_since_s > wait_s


def choose_link(links: Sequence[LiveLink], seats: Iterable[Seat]) -> LiveLink:
    """The process for one more session: the first that has not enough to do, else the one with the fewest."""
    n_sessions = Counter(links.index(seat.link) for seat in seats)
    free = (index for index in range(len(links)) if n_sessions[index] < ENOUGH_SESSIONS)
    return links[next(free, min(range(len(links)), key=lambda index: n_sessions[index]))]
