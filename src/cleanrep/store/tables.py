"""The tables. What a column means is said in ``docs/store.md``, and a test keeps that complete.

Decides names, types, keys and bounds; the migrations beside it bring a store to this shape. A repetition's findings
are one JSON object a repetition, as text: they are written once, never changed, and always read together; most are
alike, so that a reader parses each text once. What a person corrected stands in columns of its own.
"""

from datetime import UTC, date, datetime
from typing import ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

CASCADE = "CASCADE"


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: UTC in the column, with its zone in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a value is in Python."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps no zone."""
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """With UTC as its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of the tables; constraints get the same names in every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        date: Date,
        dict[str, str]: JSON,
        list[str]: JSON,
        list[list[str]]: JSON,
        list[float]: JSON,
    }


_CHANGE_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _refer(target: str, *, to_shared: bool = False) -> ForeignKey:
    """Foreign key: what belongs to a row goes with it, what is shared stays while it is used."""
    return ForeignKey(target, ondelete=None if to_shared else CASCADE)


class PersonRow(Table):
    """A lifter."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[str] = mapped_column(String(32))
    body_mass_kg: Mapped[float | None]
    height_m: Mapped[float | None]
    sex: Mapped[str | None] = mapped_column(String(16))
    screened_on: Mapped[date | None]
    needs_clinician: Mapped[bool]
    is_default: Mapped[bool]


class MachineRow(Table):
    """A machine of a gym; shared by all people of the store."""

    __tablename__ = "machine"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    exercise: Mapped[str] = mapped_column(String(64))
    variant: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(32))
    steps: Mapped[list[float]]
    add_ons: Mapped[list[float]]
    kinetics: Mapped[str | None] = mapped_column(Text)


class MachineSettingsRow(Table):
    """How one person sets one machine."""

    __tablename__ = "machine_settings"

    person_id: Mapped[str] = mapped_column(_refer("person.id"), primary_key=True)
    machine_id: Mapped[str] = mapped_column(_refer("machine.id"), primary_key=True)
    setting_values: Mapped[list[list[str]]]
    comfort: Mapped[dict[str, str]]
    set_on: Mapped[date]


class SessionRow(Table):
    """Sets of one person on one day."""

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("readiness BETWEEN 1 AND 5", name="readiness"),
        Index(None, "person_id", "started_at"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(_refer("person.id"))
    started_at: Mapped[datetime]
    readiness: Mapped[int | None]
    stop_reasons: Mapped[list[str]]
    has_stop: Mapped[bool]
    notes: Mapped[str] = mapped_column(Text)


class ChangeRow(Table):
    """One act that changed a log; rows are only ever added."""

    __tablename__ = "change"

    number: Mapped[int] = mapped_column(_CHANGE_NUMBER, primary_key=True, autoincrement=True)
    person_id: Mapped[str] = mapped_column(_refer("person.id"), index=True)
    made_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(32))
    summary: Mapped[str] = mapped_column(Text)
    undoes: Mapped[int | None] = mapped_column(_refer("change.number"), unique=True)


class FieldChangeRow(Table):
    """One field of a set before and after a change; rows are only ever added."""

    __tablename__ = "field_change"

    change_number: Mapped[int] = mapped_column(_refer("change.number"), primary_key=True)
    set_id: Mapped[str] = mapped_column(_refer("performed_set.id"), primary_key=True, index=True)
    field: Mapped[str] = mapped_column(String(200), primary_key=True)
    before_json: Mapped[str] = mapped_column(Text)
    after_json: Mapped[str] = mapped_column(Text)


class PerformedSetRow(Table):
    """A set as it was done; one that was removed stays, with the change that removed it."""

    __tablename__ = "performed_set"
    __table_args__ = (
        UniqueConstraint("person_id", "fingerprint"),
        Index(None, "person_id", "exercise", "performed_at"),
        Index(None, "session_id", "position"),
        CheckConstraint("n_repetitions >= 0", name="n_repetitions"),
        CheckConstraint("load_value >= 0", name="load_value"),
        CheckConstraint("rir BETWEEN 0 AND 10", name="rir"),
        CheckConstraint("rpe BETWEEN 1 AND 10", name="rpe"),
        CheckConstraint("pain BETWEEN 0 AND 10", name="pain"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(_refer("person.id"))
    session_id: Mapped[str] = mapped_column(_refer("session.id"))
    exercise: Mapped[str] = mapped_column(String(200))
    variant: Mapped[str] = mapped_column(String(64))
    goal: Mapped[str] = mapped_column(String(64))
    performed_at: Mapped[datetime]
    utc_offset_min: Mapped[int]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    load_unit: Mapped[str] = mapped_column(String(32))
    load_value: Mapped[float | None]
    n_repetitions: Mapped[int]
    machine_id: Mapped[str | None] = mapped_column(_refer("machine.id", to_shared=True))
    rir: Mapped[float | None]
    rpe: Mapped[float | None]
    pain: Mapped[int | None]
    self_reports: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    report_sha256: Mapped[str | None] = mapped_column(String(64))
    outline: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    added_by: Mapped[int] = mapped_column(_refer("change.number"), index=True)
    removed_by: Mapped[int | None] = mapped_column(_refer("change.number"), index=True)
    brought_back_by: Mapped[int | None] = mapped_column(_CHANGE_NUMBER, index=True)


class RepetitionRow(Table):
    """A repetition of a set: what was found, and what a person corrected."""

    __tablename__ = "repetition"

    set_id: Mapped[str] = mapped_column(_refer("performed_set.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    found_clean: Mapped[bool | None]
    corrected_clean: Mapped[bool | None]
    is_added: Mapped[bool]
    is_removed: Mapped[bool]
    found: Mapped[str] = mapped_column(Text)
    corrected: Mapped[str] = mapped_column(Text)
    p_off_aim: Mapped[str] = mapped_column(Text)
    range_of_motion_deg: Mapped[float | None]
    concentric_s: Mapped[float | None]
    top_hold_s: Mapped[float | None]
    eccentric_s: Mapped[float | None]
    bottom_hold_s: Mapped[float | None]


class PlanRow(Table):
    """A plan as a versioned JSON document."""

    __tablename__ = "plan"
    __table_args__ = (Index(None, "person_id", "exercise"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(_refer("person.id"))
    exercise: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    document: Mapped[str] = mapped_column(Text)
    is_active: Mapped[bool]


class DecisionRow(Table):
    """A decision on the next session; rows are only ever added."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "person_id", "exercise", "decided_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(_refer("person.id"))
    exercise: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime]
    policy: Mapped[str] = mapped_column(String(200))
    prescription: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)


class SessionWordRow(Table):
    """What an act said of a session besides its sets, and the act that took it back."""

    __tablename__ = "session_word"

    session_id: Mapped[str] = mapped_column(_refer("session.id"), primary_key=True)
    said_by: Mapped[int] = mapped_column(_refer("change.number"), primary_key=True)
    readiness: Mapped[int | None]
    stop_reasons: Mapped[list[str]]
    taken_back_by: Mapped[int | None] = mapped_column(_refer("change.number"))


class KeptStepRow(Table):
    """What a replay decided after a session; dropped when the session changes, and made anew from the log."""

    __tablename__ = "kept_step"

    session_id: Mapped[str] = mapped_column(_refer("session.id"), primary_key=True)
    exercise: Mapped[str] = mapped_column(String(200), primary_key=True)
    basis: Mapped[str] = mapped_column(String(64))
    mark_before: Mapped[str] = mapped_column(String(64))
    mark_after: Mapped[str] = mapped_column(String(64))
    step: Mapped[str | None] = mapped_column(Text)


class NeutralRow(Table):
    """A lifter's calibrated neutral hold; the newest of an exercise and variant counts."""

    __tablename__ = "neutral_calibration"

    person_id: Mapped[str] = mapped_column(_refer("person.id"), primary_key=True)
    exercise: Mapped[str] = mapped_column(String(64), primary_key=True)
    variant: Mapped[str] = mapped_column(String(64), primary_key=True)
    calibrated_at: Mapped[datetime] = mapped_column(primary_key=True)
    trunk_deg: Mapped[float]
    line_deg: Mapped[float]
    head_deg: Mapped[float | None]
    contour_deg: Mapped[float | None]
