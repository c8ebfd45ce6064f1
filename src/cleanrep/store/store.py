"""The whole store behind one name, and how it is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy.engine import URL

from cleanrep.store.change_history import ChangeHistory
from cleanrep.store.database import Database
from cleanrep.store.kept_steps import KeptSteps
from cleanrep.store.log_reader import LogReader
from cleanrep.store.log_writer import LogWriter
from cleanrep.store.machines import Machines, MachineSettingsBook
from cleanrep.store.people import People
from cleanrep.store.plans import Decisions, Neutrals, Plans
from cleanrep.store.schema import ensure_schema
from cleanrep.store.session_words import SessionWords


class Store:
    """People, machines, log, plans, decisions and calibrations of one database.

    Each call is a transaction of its own; `transaction` joins several into one. One owner, one thread.

    Parameters
    ----------
    url : sqlalchemy.engine.URL
        As `cleanrep.store.connection.parse_url` gives it.
    is_read_only : bool
        Open a SQLite file for reading alone.

    Raises
    ------
    StoreError
        When the database cannot be reached, or its schema is not this version's and cannot be brought there.
    """

    def __init__(self, url: URL, *, is_read_only: bool = False) -> None:
        self.database = Database(url, is_read_only=is_read_only)
        try:
            ensure_schema(self.database, is_read_only=is_read_only)
        except BaseException:
            self.database.close()
            raise
        self.people = People(self.database)
        self.machines = Machines(self.database)
        self.machine_settings = MachineSettingsBook(self.database)
        self.log = LogReader(self.database)
        self.log_writer = LogWriter(self.database)
        self.changes = ChangeHistory(self.database)
        self.session_words = SessionWords(self.database)
        self.kept_steps = KeptSteps(self.database)
        self.plans = Plans(self.database)
        self.decisions = Decisions(self.database)
        self.neutrals = Neutrals(self.database)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Join what is written within: all of it is kept, or nothing."""
        with self.database.writing():
            yield

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
