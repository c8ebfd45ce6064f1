"""Who is asking, and may they: the session of a request, and the proof that a change was asked for by our own page."""

import secrets
from typing import Annotated, NoReturn
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request, Response
from starlette.requests import HTTPConnection

from cleanrep.web.log_book import find_owner
from cleanrep.web.sessions import COOKIE, MAX_AGE_S, Role, Session
from cleanrep.web.state import get_state

CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"
LOOPBACK = frozenset({"127.0.0.1", "::1"})


class PairingNeededError(Exception):
    """The browser is not known yet."""


def find_session(connection: HTTPConnection) -> Session | None:
    """The session of a request's cookie; None when it has none that holds."""
    return get_state(connection).sessions.find(connection.cookies.get(COOKIE))


def is_own_machine(connection: HTTPConnection) -> bool:
    """Whether the request comes from the machine that the server runs on."""
    return connection.client is not None and connection.client.host in LOOPBACK


def is_own_origin(connection: HTTPConnection) -> bool:
    """Whether a page of this server asks: its ``Origin`` is the host that was asked."""
    origin = connection.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == connection.headers.get("host")


def require_session(request: Request) -> Session:
    """The session of a request to the interface.

    Raises
    ------
    PairingNeededError
        When there is none.
    """
    session = find_session(request)
    if session is None:
        raise PairingNeededError
    return session


def require_page_session(request: Request) -> Session:
    """The session of a request for a page; a browser on the server's own machine gets one without pairing.

    Raises
    ------
    PairingNeededError
        When there is none.
    """
    session = find_session(request)
    if session is None and is_own_machine(request):
        state = get_state(request)
        request.state.new_secret, session = state.sessions.open(find_owner(state.settings), Role.OWNER)
    if session is None:
        raise PairingNeededError
    request.state.session = session
    return session


def set_cookie(response: Response, secret: str, *, is_secure: bool) -> None:
    """Let the browser keep the secret of its session."""
    response.set_cookie(COOKIE, secret, max_age=MAX_AGE_S, httponly=True, samesite="lax", secure=is_secure)


async def require_change(request: Request, session: Annotated[Session, Depends(require_session)]) -> Session:
    """The session of a request that changes something, once it is sure that our own page asks.

    The token is in a header, or in the form field `CSRF_FIELD`.
    """
    origin = request.headers.get("origin")
    if origin is not None and not is_own_origin(request):
        _forbid("the request comes from another page")
    token = request.headers.get(CSRF_HEADER)
    if token is None and request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        field = (await request.form()).get(CSRF_FIELD)
        token = field if isinstance(field, str) else None
    if token is None or not secrets.compare_digest(token.encode(), session.csrf.encode()):
        _forbid("the page is out of date: reload it")
    return session


def require_coach(session: Annotated[Session, Depends(require_page_session)]) -> Session:
    """The session of someone who may see other people.

    Raises
    ------
    HTTPException
        403 for a lifter.
    """
    if session.role is Role.LIFTER:
        _forbid("only a coach sees other people")
    return session


def require_coaching_change(session: Annotated[Session, Depends(require_change)]) -> Session:
    """As `require_coach`, for what changes something."""
    return require_coach(session)


def _forbid(reason: str) -> NoReturn:
    raise HTTPException(403, reason)


Visitor = Annotated[Session, Depends(require_session)]
PageVisitor = Annotated[Session, Depends(require_page_session)]
Coach = Annotated[Session, Depends(require_coach)]
CoachingChanger = Annotated[Session, Depends(require_coaching_change)]
Changer = Annotated[Session, Depends(require_change)]
