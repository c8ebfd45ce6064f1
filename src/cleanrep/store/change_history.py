"""The history of a log: who changed what and when, and taking a change back by a further one."""

import builtins
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, not_, or_, select, true, update
from sqlalchemy.orm import aliased

from cleanrep.errors import ConflictError
from cleanrep.model.training_records import Change, ChangeKind, FieldChange
from cleanrep.store.database import Database
from cleanrep.store.kept_steps import forget_steps, select_session_ids
from cleanrep.store.tables import ChangeRow, FieldChangeRow, PerformedSetRow


class ChangeHistory:
    """Read the changes of a log, and undo what they did to whole sets; fields are the use case's to set back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, person_id: str, *, n_latest: int = 20) -> tuple[Change, ...]:
        """The latest changes of a person's log, newest first."""
        statement = (
            select(ChangeRow.number)
            .where(ChangeRow.person_id == person_id)
            .order_by(ChangeRow.number.desc())
            .limit(n_latest)
        )
        with self._database.reading() as connection:
            return tuple(self.get(person_id, number) for number in connection.execute(statement).scalars().all())

    def get(self, person_id: str, number: int) -> Change:
        """One change with the fields it changed.

        Raises
        ------
        ConflictError
            When the person's log has none of this number.
        """
        undo = aliased(ChangeRow)
        statement = (
            select(ChangeRow, undo.number.is_not(None))
            .outerjoin(undo, undo.undoes == ChangeRow.number)
            .where(ChangeRow.number == number, ChangeRow.person_id == person_id)
        )
        columns = [*ChangeRow.__table__.columns, undo.number.label("undone_by")]
        statement = statement.with_only_columns(*columns, maintain_column_froms=True)
        with self._database.reading() as connection:
            row = connection.execute(statement).one_or_none()
            if row is None:
                raise ConflictError("a change of this log", str(number), "list them with 'cleanrep log changes'")
            n_sets = connection.execute(
                select(func.count()).where(or_(_was_put_in(number), PerformedSetRow.removed_by == number))
            ).scalar_one()
            fields = self._read_fields(number)
        return Change(
            number=row.number,
            person_id=row.person_id,
            made_at=row.made_at,
            kind=ChangeKind(row.kind),
            summary=row.summary,
            n_sets=n_sets,
            fields=fields,
            undoes=row.undoes,
            is_undone=row.undone_by is not None,
        )

    def _read_fields(self, number: int) -> tuple[FieldChange, ...]:
        row = FieldChangeRow
        statement = (
            select(row.set_id, row.field, row.before_json, row.after_json)
            .where(row.change_number == number)
            .order_by(row.set_id, row.field)
        )
        with self._database.reading() as connection:
            return tuple(
                FieldChange(set_id=set_id, field=field, before=before, after=after)
                for set_id, field, before, after in connection.execute(statement)
            )

    def list_fields(self, set_id: str) -> tuple[tuple[int, FieldChange], ...]:
        """Every change of a set's fields with its number, oldest first."""
        row = FieldChangeRow
        statement = (
            select(row.change_number, row.field, row.before_json, row.after_json)
            .where(row.set_id == set_id)
            .order_by(row.change_number, row.field)
        )
        with self._database.reading() as connection:
            return tuple(
                (number, FieldChange(set_id=set_id, field=field, before=before, after=after))
                for number, field, before, after in connection.execute(statement)
            )

    def find_latest(self, person_id: str) -> int | None:
        """Number of the last change that holds; None when there is none.

        It is not undone, and is no undo itself, unless what it undoes is one: that makes the change hold again.
        """
        row, undo = aliased(ChangeRow), aliased(ChangeRow)
        first = (ChangeRow.person_id == person_id) & ChangeRow.undoes.is_(None)
        acts = select(ChangeRow.number, true().label("does")).where(first).cte(recursive=True)
        acts = acts.union_all(select(row.number, not_(acts.c.does)).join(acts, row.undoes == acts.c.number))
        statement = (
            select(func.max(acts.c.number))
            .outerjoin(undo, undo.undoes == acts.c.number)
            .where(acts.c.does, undo.number.is_(None))
        )
        with self._database.reading() as connection:
            return connection.execute(statement).scalar()

    def take_back_sets(self, number: int, *, by: int) -> int:
        """Undo what a change did to whole sets: what it added goes, what it removed comes back. Returns how many."""
        row = PerformedSetRow
        with self._database.writing() as connection:
            forget_steps(connection, select(row.session_id).where(or_(_was_put_in(number), row.removed_by == number)))
            gone = connection.execute(
                update(row).where(_was_put_in(number), row.removed_by.is_(None)).values(removed_by=by)
            )
            back = connection.execute(
                update(row).where(row.removed_by == number).values(removed_by=None, brought_back_by=by)
            )
        return back.rowcount + gone.rowcount

    def find_fingerprints(self, person_id: str, marks: Sequence[str]) -> dict[str, tuple[str, bool]]:
        """Set id and whether it is in the log, by fingerprint, of those marks that are known."""
        row = PerformedSetRow
        statement = select(row.fingerprint, row.id, row.removed_by.is_(None)).where(
            row.person_id == person_id, row.fingerprint.in_(marks)
        )
        with self._database.reading() as connection:
            return {str(mark): (set_id, is_there) for mark, set_id, is_there in connection.execute(statement)}

    def bring_back(self, number: int, set_ids: builtins.list[str]) -> None:
        """Sets that an undone import had added belong to a new one."""
        row = PerformedSetRow
        with self._database.writing() as connection:
            forget_steps(connection, select_session_ids(set_ids))
            connection.execute(update(row).where(row.id.in_(set_ids)).values(removed_by=None, added_by=number))

    def find_report(self, person_id: str, report_sha256: str) -> str | None:
        """Id of a set that came from this analysis and is in the log; None: none."""
        row = PerformedSetRow
        statement = select(row.id).where(
            row.person_id == person_id, row.report_sha256 == report_sha256, row.removed_by.is_(None)
        )
        with self._database.reading() as connection:
            return connection.execute(statement.limit(1)).scalar()


def _was_put_in(number: int) -> ColumnElement[bool]:
    """Sets that a change added or brought back."""
    return or_(PerformedSetRow.added_by == number, PerformedSetRow.brought_back_by == number)
