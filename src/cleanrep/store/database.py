"""One open database and its transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from cleanrep.store.connection import connect, explain, name_place, transaction


class Database:
    """A connection to a store: one owner, one thread.

    Parameters
    ----------
    is_read_only : bool
        Open a SQLite file for reading alone.
    """

    def __init__(self, url: URL, *, is_read_only: bool = False) -> None:
        self.url = url
        self.place = name_place(url)
        self.is_read_only = is_read_only
        try:
            self.connection: Connection = connect(url, is_read_only=is_read_only).connect()
        except DBAPIError as error:
            raise explain(error, self.place) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A state that does not change while it is read."""
        with transaction(self.connection, self.place, is_writing=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of it is kept, or nothing; within another transaction it is a part of that one."""
        with transaction(self.connection, self.place, is_writing=True) as connection:
            yield connection

    def compact(self) -> None:
        """Give up the space of what was deleted, and the log that still holds it."""
        if self.connection.dialect.name != "sqlite":
            return
        try:
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                self.connection.execute(text(statement))
                self.connection.rollback()
        except DBAPIError as error:
            raise explain(error, self.place) from error

    def close(self) -> None:
        """Let go of the database."""
        self.connection.close()
        self.connection.engine.dispose()
