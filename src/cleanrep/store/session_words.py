"""What each act said of a session besides its sets, so that undoing the act takes it back.

The session holds what counts; here stands who said it.
"""

import json

from sqlalchemy import insert, select, update

from cleanrep.model.training_records import SessionWord
from cleanrep.store.database import Database
from cleanrep.store.tables import FieldChangeRow, PerformedSetRow, SessionWordRow


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

    def find_sessions(self, number: int) -> tuple[str, ...]:
        """Sessions on which something was said, by an act or by whoever logged the sets that it changed."""
        row, sets, fields = SessionWordRow, PerformedSetRow, FieldChangeRow
        changed = select(fields.set_id).where(fields.change_number == number)
        is_touched = (sets.removed_by == number) | (sets.brought_back_by == number) | sets.id.in_(changed)
        touched = select(sets.session_id).where(is_touched)
        is_its = (row.said_by == number) | (row.taken_back_by == number) | row.session_id.in_(touched)
        with self._database.reading() as connection:
            return tuple(connection.execute(select(row.session_id).where(is_its).distinct()).scalars())

    def list_pains(self, number: int) -> tuple[tuple[int | None, int | None], ...]:
        """Pain 0..10 of each set that an act added: as it was told, and now; None: not given, or the set is removed."""
        sets, fields = PerformedSetRow, FieldChangeRow
        its = select(sets.id, sets.pain, sets.removed_by.is_(None)).where(sets.added_by == number)
        before = (
            select(fields.set_id, fields.before_json)
            .where(fields.field == "pain", fields.set_id.in_(select(sets.id).where(sets.added_by == number)))
            .order_by(fields.change_number.desc())
        )
        with self._database.reading() as connection:
            # The oldest change comes last and stays.
            told = {set_id: json.loads(text) for set_id, text in connection.execute(before)}
            return tuple(
                (told.get(set_id, pain), pain if is_there else None)
                for set_id, pain, is_there in connection.execute(its)
            )

    def take_back(self, number: int, *, by: int) -> None:
        """Undo what an act did: its word goes, one that it took back stands again."""
        row = SessionWordRow
        with self._database.writing() as connection:
            connection.execute(
                update(row).where(row.said_by == number, row.taken_back_by.is_(None)).values(taken_back_by=by)
            )
            connection.execute(update(row).where(row.taken_back_by == number).values(taken_back_by=None))
