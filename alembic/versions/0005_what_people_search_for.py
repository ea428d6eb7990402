"""What people search for, and what operators do about it."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "search_synonym_groups",
        sa.Column("is_one_way", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.alter_column("search_synonym_groups", "is_one_way", server_default=None)
    op.create_table(
        "search_rules",
        *_row(),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pin", "boost", name="rule_kind", native_enum=False, create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "strength BETWEEN 1 AND 10", name=op.f("ck_search_rules_strength_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], ondelete="CASCADE",
            name=op.f("fk_search_rules_product_id_products"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_rules")),
        sa.UniqueConstraint(
            "text", "product_id", name=op.f("uq_search_rules_text_product_id")
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_search_rules_product_id"), "search_rules", ["product_id"])
    op.create_table(
        "search_queries",
        *_row(),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.Column("is_relaxed", sa.Boolean(), nullable=False),
        sa.Column("is_degraded", sa.Boolean(), nullable=False),
        sa.Column("visitor", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_queries")),
    )
    op.create_index("ix_search_queries_created_at", "search_queries", ["created_at"])
    op.create_index(
        "ix_search_queries_text_created_at", "search_queries", ["text", "created_at"]
    )
    op.create_table(
        "search_results",
        *_row(),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["search_queries.id"], ondelete="CASCADE",
            name=op.f("fk_search_results_search_id_search_queries"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_results")),
        sa.UniqueConstraint(
            "search_id", "product_id", name=op.f("uq_search_results_search_id_product_id")
        ),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("search_results")
    op.drop_table("search_queries")
    op.drop_table("search_rules")
    op.drop_column("search_synonym_groups", "is_one_way")


def _row() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
