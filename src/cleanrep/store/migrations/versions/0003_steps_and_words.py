"""Decisions of a replay, kept beside their sessions; what each act said of a session; which act brought a set back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

CHANGE_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
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
    op.create_table(
        "session_word",
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("said_by", CHANGE_NUMBER, nullable=False),
        sa.Column("readiness", sa.Integer(), nullable=True),
        sa.Column("stop_reasons", sa.JSON(), nullable=False),
        sa.Column("taken_back_by", CHANGE_NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["said_by"], ["change.number"], name=op.f("fk_session_word_said_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_word_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["taken_back_by"], ["change.number"], name=op.f("fk_session_word_taken_back_by"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "said_by", name=op.f("pk_session_word")),
    )
    op.add_column("performed_set", sa.Column("brought_back_by", CHANGE_NUMBER, nullable=True))
    op.create_index(op.f("ix_performed_set_brought_back_by"), "performed_set", ["brought_back_by"], unique=False)


def downgrade() -> None:
    """Drop the tables: steps are made anew from the log, and the sessions hold what counts."""
    op.drop_index(op.f("ix_performed_set_brought_back_by"), table_name="performed_set")
    op.drop_column("performed_set", "brought_back_by")
    op.drop_table("session_word")
    op.drop_table("kept_step")
