"""What the routes of one server share."""

from dataclasses import dataclass
from typing import cast

from starlette.requests import HTTPConnection

from cleanrep.web.jobs import JobQueue
from cleanrep.web.live_room import LiveRoom
from cleanrep.web.rate_limit import RateLimiter, TokenBucket
from cleanrep.web.sessions import Sessions
from cleanrep.web.settings import WebSettings
from cleanrep.web.shelf import Shelf
from cleanrep.web.texts import Texts


@dataclass(frozen=True, slots=True)
class WebState:
    """One owner for everything that outlives a request."""

    settings: WebSettings
    sessions: Sessions
    room: LiveRoom
    jobs: JobQueue
    requests: RateLimiter
    pairings: TokenBucket
    texts: Texts

    def open_shelf(self, person_id: str) -> Shelf:
        """The sets of one person."""
        return Shelf(self.settings.home, person_id)


def get_state(connection: HTTPConnection) -> WebState:
    """The state of the server that a request came to."""
    return cast(WebState, connection.app.state.web)
