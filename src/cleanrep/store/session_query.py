"""Which sessions of a log a question is about, as statements."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, select, tuple_

from cleanrep.store.tables import PerformedSetRow, SessionRow

SESSION_COLUMNS = tuple(SessionRow.__table__.columns)
TIME_ORDER = (SessionRow.started_at, SessionRow.id)


def is_of_log(person_id: str, exercise: str | None) -> ColumnElement[bool]:
    """Sessions of a person that hold a set, of an exercise where one is named, or that were stopped."""
    holds_set = exists().where(PerformedSetRow.session_id == SessionRow.id, PerformedSetRow.removed_by.is_(None))
    if exercise is not None:
        holds_set = holds_set.where(PerformedSetRow.exercise == exercise)
    return (SessionRow.person_id == person_id) & (holds_set | SessionRow.has_stop)


def select_sessions(person_id: str, exercise: str | None, *, is_newest_first: bool) -> Select[tuple[object, ...]]:
    """Sessions of the log in the order of time."""
    statement = select(*SESSION_COLUMNS).where(is_of_log(person_id, exercise))
    return statement.order_by(*(column.desc() for column in TIME_ORDER) if is_newest_first else TIME_ORDER)


def follow(
    statement: Select[tuple[object, ...]], last: tuple[datetime, str] | None, *, is_newest_first: bool
) -> Select[tuple[object, ...]]:
    """What comes after the last session of a batch."""
    if last is None:
        return statement
    place = tuple_(*TIME_ORDER)
    return statement.where(place < last if is_newest_first else place > last)
