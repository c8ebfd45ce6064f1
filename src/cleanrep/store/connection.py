"""Reach the database: where it is, one writer at a time, and errors in one clear line.

SQLite runs with a write-ahead log, foreign keys, full synchronisation (a committed set survives a power cut) and a
wait of `BUSY_S` for another writer; a write transaction takes the write lock when it begins. PostgreSQL gets the same
behaviour from an advisory lock.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from cleanrep.errors import StoreError

BUSY_S = 15.0
CACHE_KIB = 8000
"""Pages of a SQLite file in memory: a long import writes those of its indexes again and again."""
WRITER_LOCK = 0x636C65616E  # "clean": the advisory lock of CleanRep's writers in a PostgreSQL database.
_REMEDIES = (
    ("locked", "is busy: another command is writing", "try again when it has finished"),
    ("disk is full", "has no room: the disk is full", "free some space; nothing that was logged before is lost"),
    ("disk i/o error", "cannot be written to its end", "check the disk and its quota; nothing logged before is lost"),
    ("readonly", "may only be read", "give yourself write access, or name another place"),
    ("unable to open", "cannot be opened", "check the path and its access rights"),
    ("not a database", "is no SQLite database", "name another file, or restore a backup"),
    ("malformed", "is damaged", "move the file away and restore a backup"),
)


def parse_url(named: str) -> URL:
    """Read a database URL; a plain path means a SQLite file.

    Raises
    ------
    StoreError
        When it is none, or of another kind of database.
    """
    remedy = "give sqlite:///PATH, a path, or postgresql://USER@HOST/NAME"
    if "://" not in named:
        return URL.create("sqlite", database=named)
    try:
        url = make_url(named)
    except (ArgumentError, ValueError) as error:
        raise StoreError("the database URL", "cannot be read", remedy) from error
    if url.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database:
        raise StoreError("the database URL", f"expected sqlite or postgresql, got {url.drivername!r}", remedy)
    return url


def name_place(url: URL) -> str:
    """What to call the store in messages: the file, or the URL without its password."""
    return str(url.database) if url.drivername == "sqlite" else url.render_as_string(hide_password=True)


def connect(url: URL, *, is_read_only: bool = False) -> Engine:
    """Engine for a store; nothing is opened yet.

    Parameters
    ----------
    is_read_only : bool
        Open a SQLite file for reading alone, as one that may not be written needs.

    Raises
    ------
    StoreError
        When the driver for PostgreSQL is not installed.
    """
    if url.drivername == "sqlite":
        return _connect_sqlite(Path(str(url.database)), is_read_only=is_read_only)
    try:
        return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": int(BUSY_S)})
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        remedy = "install the extra: pip install 'cleanrep[postgres]'"
        raise StoreError(name_place(url), "needs the PostgreSQL driver", remedy) from error


def _connect_sqlite(path: Path, *, is_read_only: bool) -> Engine:
    def open_file() -> sqlite3.Connection:
        query = "rw" if path.exists() else "rwc"
        if is_read_only:
            # Without its log the file cannot change under a reader, and a folder that may not be written does no harm.
            has_log = path.with_name(path.name + "-wal").exists()
            query = "ro" if has_log else "ro&immutable=1"
        address = f"{path.absolute().as_uri()}?mode={query}"
        link = sqlite3.connect(address, timeout=BUSY_S, isolation_level=None, uri=True)
        link.execute("PRAGMA foreign_keys = ON")
        if not is_read_only:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
                link.execute(f"PRAGMA {pragma}")
            link.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return link

    # The driver begins nothing by itself (isolation_level=None): reads and writes each begin as `transaction` says.
    return create_engine("sqlite://", creator=open_file, poolclass=NullPool)


@contextmanager
def transaction(connection: Connection, place: str, *, is_writing: bool) -> Iterator[Connection]:
    """A transaction: all of it is kept, or nothing.

    Reading sees one state from beginning to end. Within another transaction it is a part of that one.

    Raises
    ------
    StoreError
        When the database refuses: busy, full, read-only, damaged, out of reach.
    """
    if connection.in_transaction():
        yield connection
        return
    try:
        with connection.begin():
            _begin(connection, is_writing=is_writing)
            yield connection
    except DBAPIError as error:
        raise explain(error, place) from error


def _begin(connection: Connection, *, is_writing: bool) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("BEGIN IMMEDIATE" if is_writing else "BEGIN"))
    elif is_writing:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
    else:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


def explain(error: DBAPIError, place: str) -> StoreError:
    """An error of the database in one line: what is wrong and what to do."""
    told = str(error.orig or error).strip()
    for sign, reason, remedy in _REMEDIES:
        if sign in told.lower():
            return StoreError(place, reason, remedy)
    return StoreError(place, f"the database refused ({told.splitlines()[0]})", "check the database and try again")
