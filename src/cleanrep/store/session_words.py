"""What each act said of a session besides its sets, so that undoing the act takes it back.

The session holds what counts; here stands who said it.
"""

from sqlalchemy import insert, select, update

from cleanrep.model.training_records import SessionWord
from cleanrep.store.database import Database
from cleanrep.store.tables import SessionWordRow


class SessionWords:
    """Readiness and stop reasons by the act that told them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, word: SessionWord) -> None:
        """Keep what an act said."""
        with self._database.writing() as connection:
            connection.execute(
                insert(SessionWordRow).values(
                    session_id=word.session_id,
                    said_by=word.said_by,
                    readiness=word.readiness,
                    stop_reasons=list(word.stop_reasons),
                )
            )

    def list(self, session_id: str) -> tuple[SessionWord, ...]:
        """Words on a session that stand, oldest first."""
        row = SessionWordRow
        statement = (
            select(row.session_id, row.said_by, row.readiness, row.stop_reasons)
            .where(row.session_id == session_id, row.taken_back_by.is_(None))
            .order_by(row.said_by)
        )
        with self._database.reading() as connection:
            return tuple(
                SessionWord(name, said_by, readiness, tuple(reasons))
                for name, said_by, readiness, reasons in connection.execute(statement)
            )

    def find_session(self, number: int) -> str | None:
        """The session on which an act said something, or took a word back; None: it did neither."""
        row = SessionWordRow
        statement = select(row.session_id).where((row.said_by == number) | (row.taken_back_by == number))
        with self._database.reading() as connection:
            return connection.execute(statement).scalar_one_or_none()

    def take_back(self, number: int, *, by: int) -> None:
        """Undo what an act did: its word goes, one that it took back stands again."""
        row = SessionWordRow
        with self._database.writing() as connection:
            connection.execute(
                update(row).where(row.said_by == number, row.taken_back_by.is_(None)).values(taken_back_by=by)
            )
            connection.execute(update(row).where(row.taken_back_by == number).values(taken_back_by=None))
