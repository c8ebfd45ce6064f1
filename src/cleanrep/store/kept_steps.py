"""Decisions of a replay beside the sessions they follow: dropped with the first change of their session.

Whoever writes a set or a session calls `forget_steps` in the same transaction, so that a step that is there always
belongs to the session as it is. What a step says is of whoever decides.
"""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Select, and_, delete, insert, select

from cleanrep.model.training_records import KeptStep, SessionPlace
from cleanrep.store.database import Database
from cleanrep.store.session_query import TIME_ORDER, is_of_log
from cleanrep.store.tables import KeptStepRow, PerformedSetRow, SessionRow


class KeptSteps:
    """Steps of a replay; one a session and exercise."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_places(self, person_id: str, exercise: str, basis: str) -> tuple[SessionPlace, ...]:
        """Every session of the log in the order of time, with the marks of its step where one on this basis is kept."""
        row = KeptStepRow
        is_its = and_(row.session_id == SessionRow.id, row.exercise == exercise, row.basis == basis)
        statement = (
            select(SessionRow.id, row.mark_before, row.mark_after, row.step.is_not(None))
            .select_from(SessionRow)
            .outerjoin(row, is_its)
            .where(is_of_log(person_id, exercise))
            .order_by(*TIME_ORDER)
        )
        with self._database.reading() as connection:
            return tuple(SessionPlace(*values) for values in connection.execute(statement).all())

    def get(self, session_id: str, exercise: str) -> str | None:
        """The step of a session; None where it has none, or none is kept."""
        row = KeptStepRow
        statement = select(row.step).where(row.session_id == session_id, row.exercise == exercise)
        with self._database.reading() as connection:
            return connection.execute(statement).scalar_one_or_none()

    def keep(self, steps: Sequence[KeptStep]) -> None:
        """Keep steps in the place of those that their sessions had for the exercise."""
        if not steps:
            return
        row = KeptStepRow
        with self._database.writing() as connection:
            connection.execute(
                delete(row).where(
                    row.session_id.in_([item.session_id for item in steps]), row.exercise == steps[0].exercise
                )
            )
            connection.execute(insert(row), [asdict(item) for item in steps])


def forget_steps(connection: Connection, session_ids: Sequence[str] | Select[str]) -> None:
    """Drop the steps of sessions that change."""
    connection.execute(delete(KeptStepRow).where(KeptStepRow.session_id.in_(session_ids)))


def select_session_ids(set_ids: Sequence[str]) -> Select[str]:
    """Sessions of sets."""
    return select(PerformedSetRow.session_id).where(PerformedSetRow.id.in_(set_ids))
