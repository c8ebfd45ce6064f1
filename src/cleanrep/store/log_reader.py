"""Read the training log in time order: sessions with their sets, one after the other, newest or oldest first.

A reader takes what it needs and stops: sessions come in batches that grow, so that the last few of a log of years are
there at once, and the whole log passes through in constant memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select
from sqlalchemy.engine import Row

from cleanrep.errors import ConflictError
from cleanrep.model.set_outline import SetOutline
from cleanrep.model.training import LoggedRepetition, PerformedSet, Session
from cleanrep.model.training_records import SetChoice
from cleanrep.store.database import Database
from cleanrep.store.rows import REPETITION_COLUMNS, SET_COLUMNS, make_zone, read_outline, read_repetition, read_set
from cleanrep.store.session_query import SESSION_COLUMNS, follow, select_sessions
from cleanrep.store.tables import PerformedSetRow, RepetitionRow, SessionRow

FIRST_BATCH = 8
LARGEST_BATCH = 1024
_AnyRow = Row[tuple[object, ...]]


class LogReader:
    """Sessions and sets of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def iterate_sessions(
        self,
        person_id: str,
        exercise: str | None = None,
        *,
        is_newest_first: bool = False,
        has_repetitions: bool = True,
    ) -> Iterator[Session]:
        """Sessions of a person in time order, with their sets.

        Parameters
        ----------
        exercise : str or None
            Only the sets of this exercise, and sessions that hold one or were stopped; None: all.
        is_newest_first : bool
            Latest session first; sets within a session stay in their order.
        has_repetitions : bool
            False leaves the repetitions out, for reading long logs fast.
        """
        statement = select_sessions(person_id, exercise, is_newest_first=is_newest_first)
        last, size = None, FIRST_BATCH
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(follow(statement, last, is_newest_first=is_newest_first).limit(size)).all()
                ids = [row.id for row in rows]
                sets = _read_sets(connection, ids, exercise, has_repetitions=has_repetitions) if ids else {}
            yield from (_read_session(row, sets.get(row.id, ())) for row in rows)
            if len(rows) < size:
                return
            last, size = (rows[-1].started_at, rows[-1].id), min(2 * size, LARGEST_BATCH)

    def read_outlines(
        self, session_ids: Sequence[str], choice: SetChoice
    ) -> Mapping[str, tuple[Session, tuple[SetOutline, ...]]]:
        """Sessions by id with the sets that are chosen, without repetitions, and beside each set its outline.

        They start by the clock of the place, which any of their sets tells, chosen or not.

        A log of years passes in a fraction of the time that its repetitions take.
        """
        statement = select(*SESSION_COLUMNS).where(SessionRow.id.in_(session_ids))
        with self._database.reading() as connection:
            listed = connection.execute(statement).all()
            found = _read_outlined(connection, session_ids, choice)
            offsets = _read_offsets(connection, session_ids)
        return {
            row.id: (
                _read_session(row, [item for item, _ in found.get(row.id, ())], utc_offset_min=offsets.get(row.id, 0)),
                tuple(outline for _, outline in found.get(row.id, ())),
            )
            for row in listed
        }

    def get_session(self, session_id: str) -> Session:
        """One session with all its sets.

        Raises
        ------
        ConflictError
            When there is none with this id.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(*SESSION_COLUMNS).where(SessionRow.id == session_id)).one_or_none()
            if row is None:
                raise ConflictError("a session of the log", repr(session_id), "list them with 'cleanrep log list'")
            return _read_session(row, _read_sets(connection, [session_id], None).get(session_id, ()))

    def get_set(self, set_id: str) -> PerformedSet:
        """One set, whether it was removed or not.

        Raises
        ------
        ConflictError
            When there is none with this id.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(*SET_COLUMNS).where(PerformedSetRow.id == set_id)).one_or_none()
            if row is None:
                raise ConflictError("a set of the log", repr(set_id), "list them with 'cleanrep log list'")
            return read_set(row, _read_repetitions(connection, [set_id]).get(set_id, ()))

    def has_set(self, set_id: str) -> bool:
        """Whether a set is in the log; one that was removed, or whose logging was undone, is not."""
        statement = select(PerformedSetRow.id).where(PerformedSetRow.id == set_id, PerformedSetRow.removed_by.is_(None))
        with self._database.reading() as connection:
            return connection.execute(statement).scalar() is not None

    def find_sets(self, person_id: str, id_start: str) -> tuple[str, ...]:
        """Ids of a person's sets that begin with these characters, at most two; removed sets are left out."""
        statement = (
            select(PerformedSetRow.id)
            .where(
                PerformedSetRow.person_id == person_id,
                PerformedSetRow.removed_by.is_(None),
                func.substr(PerformedSetRow.id, 1, len(id_start)) == id_start,
            )
            .order_by(PerformedSetRow.id)
            .limit(2)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(statement).scalars())

    def get_latest_set(self, person_id: str) -> PerformedSet | None:
        """The set that was done last; None in an empty log."""
        statement = (
            select(PerformedSetRow.id)
            .where(PerformedSetRow.person_id == person_id, PerformedSetRow.removed_by.is_(None))
            .order_by(PerformedSetRow.performed_at.desc(), PerformedSetRow.position.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            set_id = connection.execute(statement).scalar()
        return None if set_id is None else self.get_set(set_id)

    def find_nearest_set(self, person_id: str, when: datetime, *, within: timedelta) -> PerformedSet | None:
        """The set that was done nearest to a moment, before it or after; None when none is so near."""
        row = PerformedSetRow
        statement = select(row.performed_at, row.id).where(
            row.person_id == person_id,
            row.removed_by.is_(None),
            row.performed_at.between(when - within, when + within),
        )
        with self._database.reading() as connection:
            near = [(abs(performed_at - when), set_id) for performed_at, set_id in connection.execute(statement)]
        return self.get_set(min(near)[1]) if near else None

    def count_sets(self, person_id: str) -> int:
        """How many sets the log of a person holds."""
        statement = select(func.count()).where(
            PerformedSetRow.person_id == person_id, PerformedSetRow.removed_by.is_(None)
        )
        with self._database.reading() as connection:
            return connection.execute(statement).scalar_one()


def _read_sets(
    connection: Connection, session_ids: Sequence[str], exercise: str | None, *, has_repetitions: bool = True
) -> Mapping[str, Sequence[PerformedSet]]:
    statement = (
        select(*SET_COLUMNS)
        .where(PerformedSetRow.session_id.in_(session_ids), PerformedSetRow.removed_by.is_(None))
        .order_by(PerformedSetRow.position, PerformedSetRow.performed_at, PerformedSetRow.id)
    )
    if exercise is not None:
        statement = statement.where(PerformedSetRow.exercise == exercise)
    rows = connection.execute(statement).all()
    repetitions = _read_repetitions(connection, [row.id for row in rows]) if has_repetitions else {}
    sets: dict[str, list[PerformedSet]] = {}
    for row in rows:
        sets.setdefault(row.session_id, []).append(read_set(row, repetitions.get(row.id, ())))
    return sets


def _read_outlined(
    connection: Connection, session_ids: Sequence[str], choice: SetChoice
) -> Mapping[str, Sequence[tuple[PerformedSet, SetOutline]]]:
    sets = PerformedSetRow
    statement = (
        select(*SET_COLUMNS, sets.outline)
        .where(
            sets.session_id.in_(session_ids),
            sets.removed_by.is_(None),
            sets.exercise == choice.exercise,
            sets.variant == choice.variant,
            sets.goal.in_(choice.goals),
        )
        .order_by(sets.position, sets.performed_at, sets.id)
    )
    if choice.machine_id is not None:
        statement = statement.where(sets.machine_id.is_(None) | (sets.machine_id == choice.machine_id))
    found: dict[str, list[tuple[PerformedSet, SetOutline]]] = {}
    for row in connection.execute(statement).all():
        performed = read_set(row[:-1])
        found.setdefault(performed.session_id, []).append((performed, read_outline(row[-1])))
    return found


def _read_repetitions(connection: Connection, set_ids: Sequence[str]) -> Mapping[str, Sequence[LoggedRepetition]]:
    statement = (
        select(*REPETITION_COLUMNS)
        .where(RepetitionRow.set_id.in_(set_ids))
        .order_by(RepetitionRow.set_id, RepetitionRow.number)
    )
    repetitions: dict[str, list[LoggedRepetition]] = {}
    for row in connection.execute(statement):
        repetitions.setdefault(row.set_id, []).append(read_repetition(row))
    return repetitions


def _read_session(row: _AnyRow, sets: Sequence[PerformedSet], *, utc_offset_min: int = 0) -> Session:
    values = row._asdict()
    del values["has_stop"]
    started_at = values["started_at"].astimezone(make_zone(utc_offset_min))
    changes = {"started_at": started_at, "stop_reasons": tuple(values["stop_reasons"]), "sets": tuple(sets)}
    return Session(**values | changes)


def _read_offsets(connection: Connection, session_ids: Sequence[str]) -> Mapping[str, int]:
    """Minutes that the clock of the place is ahead of UTC, by session; none for a session without sets.

    Where its sets disagree, the furthest ahead: its day is the later one, so that nothing is cleared too early.
    """
    session_id = PerformedSetRow.session_id
    statement = (
        select(session_id, func.max(PerformedSetRow.utc_offset_min).label("utc_offset_min"))
        .where(session_id.in_(session_ids))
        .group_by(session_id)
    )
    return {row.session_id: row.utc_offset_min for row in connection.execute(statement)}
