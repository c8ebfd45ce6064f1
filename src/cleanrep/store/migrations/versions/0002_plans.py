"""Plans, decisions, neutral calibrations, and how each person sets each machine."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "machine_settings",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("machine_id", sa.String(length=64), nullable=False),
        sa.Column("setting_values", sa.JSON(), nullable=False),
        sa.Column("comfort", sa.JSON(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["machine_id"], ["machine.id"], name=op.f("fk_machine_settings_machine_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_machine_settings_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "machine_id", name=op.f("pk_machine_settings")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index(op.f("ix_plan_person_id_exercise"), "plan", ["person_id", "exercise"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy", sa.String(length=200), nullable=False),
        sa.Column("prescription", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decision_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(
        op.f("ix_decision_person_id_exercise_decided_at"),
        "decision",
        ["person_id", "exercise", "decided_at"],
        unique=False,
    )
    op.create_table(
        "neutral_calibration",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("variant", sa.String(length=64), nullable=False),
        sa.Column("calibrated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trunk_deg", sa.Double(), nullable=False),
        sa.Column("line_deg", sa.Double(), nullable=False),
        sa.Column("head_deg", sa.Double(), nullable=True),
        sa.Column("contour_deg", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_neutral_calibration_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "exercise", "variant", "calibrated_at", name=op.f("pk_neutral_calibration")
        ),
    )


def downgrade() -> None:
    """Drop the tables with what is in them."""
    for table in ("neutral_calibration", "decision", "plan", "machine_settings"):
        op.drop_table(table)
