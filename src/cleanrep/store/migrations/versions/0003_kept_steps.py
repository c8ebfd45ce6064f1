"""Decisions of a replay, kept beside their sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "kept_step",
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("exercise", sa.String(length=200), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("mark_before", sa.String(length=64), nullable=False),
        sa.Column("mark_after", sa.String(length=64), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_kept_step_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "exercise", name=op.f("pk_kept_step")),
    )


def downgrade() -> None:
    """Drop the table: what it holds is made anew from the log."""
    op.drop_table("kept_step")
