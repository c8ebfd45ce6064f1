"""Who a browser acts as: sessions in a cookie, kept over a restart, and codes that pair a phone.

Only a hash of a session's secret is kept, so that the file gives nobody access. What a role may do is decided by the
routes.
"""

import hashlib
import secrets
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cleanrep.errors import SourceError
from cleanrep.exercises.fields import Slug
from cleanrep.web.files import write_whole

COOKIE = "cleanrep_session"
MAX_AGE_S = 30 * 24 * 3600
MAX_SESSIONS = 500
CODE_AGE_S = 600.0
MAX_CODES = 50
MAX_FILE_BYTES = 1_000_000


class Role(StrEnum):
    """What a browser may do."""

    OWNER = "owner"
    """At the machine itself: everything."""
    COACH = "coach"
    """Sees every lifter."""
    LIFTER = "lifter"
    """Sees their own."""


class Session(BaseModel):
    """A browser that is known.

    Attributes
    ----------
    key : str
        SHA-256 of the secret in the cookie.
    csrf : str
        Token that a page must send with whatever changes something.
    last_used_s : float
        Seconds since 1970.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[0-9a-f]{64}$")
    person_id: Slug
    role: Role
    csrf: str = Field(max_length=64)
    last_used_s: float


class PairingCode(BaseModel):
    """A code that makes one session, once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    person_id: str
    role: Role
    expires_s: float


_SESSIONS = TypeAdapter(tuple[Session, ...])


class Sessions:
    """The sessions of a server.

    Parameters
    ----------
    path : Path
        File that keeps them; need not be there yet.
    clock : Callable[[], float]
        Seconds since 1970.

    Raises
    ------
    SourceError
        When the file does not hold sessions.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float]) -> None:
        self._path = path
        self._clock = clock
        self._sessions = {session.key: session for session in _read(path)}
        self._codes: dict[str, PairingCode] = {}

    def open(self, person_id: str, role: Role) -> tuple[str, Session]:
        """Begin a session; return the secret for the cookie and the session."""
        secret = secrets.token_urlsafe(32)
        session = Session(
            key=_hash(secret),
            person_id=person_id,
            role=role,
            csrf=secrets.token_urlsafe(24),
            last_used_s=self._clock(),
        )
        self._sessions[session.key] = session
        self._drop_old()
        self._write()
        return secret, session

    def find(self, secret: str | None) -> Session | None:
        """The session of a cookie; None when there is none or it is too old."""
        if not secret or len(secret) > 100:
            return None
        session = self._sessions.get(_hash(secret))
        if session is None or self._clock() - session.last_used_s > MAX_AGE_S:
            return None
        if self._clock() - session.last_used_s > 3600:
            session = session.model_copy(update={"last_used_s": self._clock()})
            self._sessions[session.key] = session
            self._write()
        return session

    def act_for(self, session: Session, person_id: str) -> Session:
        """Let a coach's session act for another person."""
        changed = session.model_copy(update={"person_id": person_id})
        self._sessions[session.key] = changed
        self._write()
        return changed

    def close(self, session: Session) -> None:
        """End a session."""
        if self._sessions.pop(session.key, None) is not None:
            self._write()

    def close_person(self, person_id: str) -> None:
        """End every session of a person, and the codes that would begin one."""
        self._codes = {code: item for code, item in self._codes.items() if item.person_id != person_id}
        self._sessions = {key: item for key, item in self._sessions.items() if item.person_id != person_id}
        self._write()

    def make_code(self, person_id: str, role: Role) -> PairingCode:
        """Make a pairing code of eight digits, good for `CODE_AGE_S` and once; those that were made before hold on."""
        self._codes = {code: item for code, item in self._codes.items() if item.expires_s > self._clock()}
        code = f"{secrets.randbelow(10**8):08d}"
        made = PairingCode(code=code, person_id=person_id, role=role, expires_s=self._clock() + CODE_AGE_S)
        self._codes[code] = made
        while len(self._codes) > MAX_CODES:
            del self._codes[next(iter(self._codes))]
        return made

    def pair(self, code: str) -> tuple[str, Session] | None:
        """Use up a code and begin its session; None when it is not known or too old."""
        given = code.encode("utf-8", "surrogatepass")
        found = next((item for item in self._codes.values() if secrets.compare_digest(item.code.encode(), given)), None)
        if found is None:
            return None
        del self._codes[found.code]
        return self.open(found.person_id, found.role) if found.expires_s > self._clock() else None

    def _drop_old(self) -> None:
        newest = sorted(self._sessions.values(), key=lambda session: session.last_used_s)[-MAX_SESSIONS:]
        self._sessions = {
            session.key: session for session in newest if self._clock() - session.last_used_s <= MAX_AGE_S
        }

    def _write(self) -> None:
        write_whole(self._path, _SESSIONS.dump_json(tuple(self._sessions.values())), is_secret=True)


def _read(path: Path) -> tuple[Session, ...]:
    if not path.exists():
        return ()
    try:
        with path.open("rb") as file:
            return _SESSIONS.validate_json(file.read(MAX_FILE_BYTES))
    except (OSError, ValidationError) as error:
        line = str(error).splitlines()[0]
        raise SourceError(path.name, f"does not hold sessions ({line})", "remove it; phones pair again") from error


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
