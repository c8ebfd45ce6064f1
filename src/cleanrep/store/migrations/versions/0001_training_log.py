"""The training log: people, machines, sessions, sets, repetitions, and who changed what."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

CHANGE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("body_mass_kg", sa.Double(), nullable=True),
        sa.Column("height_m", sa.Double(), nullable=True),
        sa.Column("sex", sa.String(length=16), nullable=True),
        sa.Column("screened_on", sa.Date(), nullable=True),
        sa.Column("needs_clinician", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "machine",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("variant", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("add_ons", sa.JSON(), nullable=False),
        sa.Column("kinetics", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("readiness", sa.Integer(), nullable=True),
        sa.Column("stop_reasons", sa.JSON(), nullable=False),
        sa.Column("has_stop", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.CheckConstraint("readiness BETWEEN 1 AND 5", name=op.f("ck_session_readiness")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_person_id_started_at"), "session", ["person_id", "started_at"], unique=False)
    op.create_table(
        "change",
        sa.Column("number", CHANGE_NUMBER, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("undoes", CHANGE_NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_change_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["undoes"], ["change.number"], name=op.f("fk_change_undoes"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
        sa.UniqueConstraint("undoes", name=op.f("uq_change_undoes")),
    )
    op.create_index(op.f("ix_change_person_id"), "change", ["person_id"], unique=False)
    op.create_table(
        "performed_set",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("exercise", sa.String(length=200), nullable=False),
        sa.Column("variant", sa.String(length=64), nullable=False),
        sa.Column("goal", sa.String(length=64), nullable=False),
        sa.Column("performed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utc_offset_min", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("load_unit", sa.String(length=32), nullable=False),
        sa.Column("load_value", sa.Double(), nullable=True),
        sa.Column("n_repetitions", sa.Integer(), nullable=False),
        sa.Column("machine_id", sa.String(length=64), nullable=True),
        sa.Column("rir", sa.Double(), nullable=True),
        sa.Column("rpe", sa.Double(), nullable=True),
        sa.Column("pain", sa.Integer(), nullable=True),
        sa.Column("self_reports", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("report_sha256", sa.String(length=64), nullable=True),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("added_by", CHANGE_NUMBER, nullable=False),
        sa.Column("removed_by", CHANGE_NUMBER, nullable=True),
        sa.CheckConstraint("load_value >= 0", name=op.f("ck_performed_set_load_value")),
        sa.CheckConstraint("n_repetitions >= 0", name=op.f("ck_performed_set_n_repetitions")),
        sa.CheckConstraint("pain BETWEEN 0 AND 10", name=op.f("ck_performed_set_pain")),
        sa.CheckConstraint("rir BETWEEN 0 AND 10", name=op.f("ck_performed_set_rir")),
        sa.CheckConstraint("rpe BETWEEN 1 AND 10", name=op.f("ck_performed_set_rpe")),
        sa.ForeignKeyConstraint(
            ["added_by"], ["change.number"], name=op.f("fk_performed_set_added_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["machine_id"], ["machine.id"], name=op.f("fk_performed_set_machine_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_performed_set_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["change.number"], name=op.f("fk_performed_set_removed_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_performed_set_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performed_set")),
        sa.UniqueConstraint("person_id", "fingerprint", name=op.f("uq_performed_set_person_id_fingerprint")),
    )
    op.create_index(op.f("ix_performed_set_added_by"), "performed_set", ["added_by"], unique=False)
    op.create_index(
        op.f("ix_performed_set_person_id_exercise_performed_at"),
        "performed_set",
        ["person_id", "exercise", "performed_at"],
        unique=False,
    )
    op.create_index(op.f("ix_performed_set_removed_by"), "performed_set", ["removed_by"], unique=False)
    op.create_index(
        op.f("ix_performed_set_session_id_position"), "performed_set", ["session_id", "position"], unique=False
    )
    op.create_table(
        "field_change",
        sa.Column("change_number", CHANGE_NUMBER, nullable=False),
        sa.Column("set_id", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("before_json", sa.Text(), nullable=False),
        sa.Column("after_json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_number"], ["change.number"], name=op.f("fk_field_change_change_number"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["set_id"], ["performed_set.id"], name=op.f("fk_field_change_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("change_number", "set_id", "field", name=op.f("pk_field_change")),
    )
    op.create_index(op.f("ix_field_change_set_id"), "field_change", ["set_id"], unique=False)
    op.create_table(
        "repetition",
        sa.Column("set_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("found_clean", sa.Boolean(), nullable=True),
        sa.Column("corrected_clean", sa.Boolean(), nullable=True),
        sa.Column("is_added", sa.Boolean(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("corrected", sa.Text(), nullable=False),
        sa.Column("p_off_aim", sa.Text(), nullable=False),
        sa.Column("range_of_motion_deg", sa.Double(), nullable=True),
        sa.Column("concentric_s", sa.Double(), nullable=True),
        sa.Column("top_hold_s", sa.Double(), nullable=True),
        sa.Column("eccentric_s", sa.Double(), nullable=True),
        sa.Column("bottom_hold_s", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["set_id"], ["performed_set.id"], name=op.f("fk_repetition_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("set_id", "number", name=op.f("pk_repetition")),
    )


def downgrade() -> None:
    """Drop the tables with what is in them."""
    for table in ("repetition", "field_change", "performed_set", "change", "session", "machine", "person"):
        op.drop_table(table)
