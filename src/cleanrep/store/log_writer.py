"""Write to the training log: every change is one row of the history, and nothing is changed without one.

Sets are added, changed field by field with the value before and after, or taken out; they are never deleted while
their person is known. What an analysis found is never written over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from cleanrep.model.training import LoggedRepetition, PerformedSet, Session
from cleanrep.model.training_records import ChangeKind, FieldChange
from cleanrep.store.database import Database
from cleanrep.store.kept_steps import forget_steps, select_session_ids
from cleanrep.store.rows import write_repetition, write_set
from cleanrep.store.tables import ChangeRow, FieldChangeRow, PerformedSetRow, RepetitionRow, SessionRow

_FOUND_COLUMNS = frozenset({"found_clean", "found", "p_off_aim", "is_added", "range_of_motion_deg"}) | {
    f"{phase}_s" for phase in ("concentric", "top_hold", "eccentric", "bottom_hold")
}


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes a log, when, and what for; `undoes` is the change that it takes back."""

    person_id: str
    made_at: datetime
    kind: ChangeKind
    summary: str
    undoes: int | None = None


class LogWriter:
    """The writing half of the log. Use it within `Database.writing`, so that an act is kept whole or not at all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, act: Act) -> int:
        """Add an act to the history; its number names it in what follows."""
        values = {**asdict(act), "kind": act.kind.value}
        with self._database.writing() as connection:
            return connection.execute(insert(ChangeRow).values(**values).returning(ChangeRow.number)).scalar_one()

    def add_sessions(self, sessions: Sequence[Session]) -> None:
        """Add sessions, without their sets."""
        if not sessions:
            return
        with self._database.writing() as connection:
            connection.execute(insert(SessionRow), [_write_session(session) for session in sessions])

    def add_missing_sessions(self, sessions: Sequence[Session]) -> None:
        """Add those sessions that are not there yet."""
        with self._database.writing() as connection:
            ids = [session.id for session in sessions]
            known = set(connection.execute(select(SessionRow.id).where(SessionRow.id.in_(ids))).scalars())
            self.add_sessions([session for session in sessions if session.id not in known])

    def update_session(self, session: Session) -> None:
        """Replace what is known of a session: readiness, stop reasons, notes."""
        with self._database.writing() as connection:
            forget_steps(connection, [session.id])
            connection.execute(update(SessionRow).where(SessionRow.id == session.id).values(**_write_session(session)))

    def add_sets(
        self, number: int, sets: Sequence[PerformedSet], fingerprints: Mapping[str, str] | None = None
    ) -> None:
        """Add sets with their repetitions to sessions that are there.

        Parameters
        ----------
        number : int
            The act that adds them.
        fingerprints : Mapping[str, str] or None
            By set id, what tells an imported set from all others of the person.
        """
        if not sets:
            return
        marks = fingerprints or {}
        rows = [
            {**write_set(item), "fingerprint": marks.get(item.id), "added_by": number, "removed_by": None}
            for item in sets
        ]
        repetitions = [write_repetition(item.id, repetition) for item in sets for repetition in item.repetitions]
        with self._database.writing() as connection:
            forget_steps(connection, list({item.session_id for item in sets}))
            connection.execute(insert(PerformedSetRow), rows)
            if repetitions:
                connection.execute(insert(RepetitionRow), repetitions)

    def change_set(self, number: int, performed: PerformedSet, fields: Sequence[FieldChange]) -> None:
        """Bring a set to a new state and keep what each field was before.

        What an analysis found stays as it is, whatever `performed` says of it.
        """
        with self._database.writing() as connection:
            forget_steps(connection, select_session_ids([performed.id]))
            connection.execute(
                insert(FieldChangeRow),
                [
                    {
                        "change_number": number,
                        "set_id": item.set_id,
                        "field": item.field,
                        "before_json": item.before,
                        "after_json": item.after,
                    }
                    for item in fields
                ],
            )
            connection.execute(
                update(PerformedSetRow).where(PerformedSetRow.id == performed.id).values(**write_set(performed))
            )
            self._change_repetitions(performed.id, performed.repetitions)

    def _change_repetitions(self, set_id: str, repetitions: Sequence[LoggedRepetition]) -> None:
        row = RepetitionRow
        with self._database.writing() as connection:
            known = set(connection.execute(select(row.number).where(row.set_id == set_id)).scalars())
            for repetition in repetitions:
                values = write_repetition(set_id, repetition)
                if repetition.index not in known:
                    connection.execute(insert(row).values(**values))
                    continue
                changed = {name: value for name, value in values.items() if name not in _FOUND_COLUMNS}
                is_it = (row.set_id == set_id) & (row.number == repetition.index)
                connection.execute(update(row).where(is_it).values(**changed))

    def remove_set(self, number: int, set_id: str) -> None:
        """Take a set out of the log; it stays in the store and comes back when the act is undone."""
        with self._database.writing() as connection:
            forget_steps(connection, select_session_ids([set_id]))
            connection.execute(update(PerformedSetRow).where(PerformedSetRow.id == set_id).values(removed_by=number))


def _write_session(session: Session) -> dict[str, object]:
    return {
        "id": session.id,
        "person_id": session.person_id,
        "started_at": session.started_at,
        "readiness": session.readiness,
        "stop_reasons": list(session.stop_reasons),
        "has_stop": bool(session.stop_reasons),
        "notes": session.notes,
    }
