"""What the invariants found."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "proof_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("violated", sa.Integer(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_runs")),
    )
    op.create_index(op.f("ix_proof_runs_created_at"), "proof_runs", ["created_at"])
    op.create_table(
        "proof_results",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("violations", sa.BigInteger(), nullable=False),
        sa.Column("examples", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("broken_since", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(violations > 0) = (broken_since IS NOT NULL)",
            name=op.f("ck_proof_results_broken_since_it_was"),
        ),
        sa.PrimaryKeyConstraint("name", "is_full", name=op.f("pk_proof_results")),
    )


def downgrade() -> None:
    op.drop_table("proof_results")
    op.drop_table("proof_runs")
