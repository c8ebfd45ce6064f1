"""Bring a store to this version's tables, or say why that cannot be.

Decides nothing about the tables: each step is a migration in ``migrations/versions``. A step runs in a transaction
that has the write lock: it is done whole or not at all, and two commands do not take it at the same time.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from cleanrep.errors import StoreError
from cleanrep.store.database import Database

REVISIONS = ("0001", "0002", "0003")
"""Revisions of the schema, oldest first; the last one is this version's."""
HEAD = REVISIONS[-1]
MIGRATIONS = Path(__file__).with_name("migrations")


def read_revision(connection: Connection) -> str | None:
    """Revision of a store; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def ensure_schema(database: Database, *, is_read_only: bool = False) -> None:
    """Bring a store to the schema of this version.

    Raises
    ------
    StoreError
        When a newer version made it, when it holds tables of something else, or when it is older and may only be read.
    """
    with database.reading() as connection:
        revision = read_revision(connection)
        is_foreign = revision is None and bool(inspect(connection).get_table_names())
    if revision == HEAD:
        return
    if is_foreign:
        raise StoreError(database.place, "holds tables of something else", "name another place for the log")
    if revision is not None and revision not in REVISIONS:
        reason = f"a newer CleanRep made it (schema {revision}, this version knows {HEAD})"
        raise StoreError(database.place, reason, "update CleanRep; the log was left as it is")
    if is_read_only:
        reason = "holds no log yet" if revision is None else f"has the older schema {revision} and may only be read"
        raise StoreError(database.place, reason, "give yourself write access and try again")
    migrate(database, HEAD)


def migrate(database: Database, revision: str) -> None:
    """Take the steps up or down to a revision, or down to ``base``, which has no tables; all or none."""
    # Alembic is imported when there is a step to take: an up-to-date store does not wait for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        present = read_revision(connection)
        if present == revision:
            return
        order = ("base", *REVISIONS)
        is_down = present is not None and order.index(present) > order.index(revision)
        (command.downgrade if is_down else command.upgrade)(config, revision)
