"""Search bookkeeping, media found by address, prices that end, and workshops that publish
without moderation.
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_pending_products",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_search_pending_products")),
    )
    op.create_table(
        "search_synonym_groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", postgresql.ARRAY(sa.String(length=80)), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_synonym_groups")),
    )
    op.create_index(
        "ix_media_assets_source_url",
        "media_assets",
        ["source_url"],
        postgresql_using="hash",
        postgresql_where=sa.text("source_url <> ''"),
    )
    op.alter_column(
        "price_changes", "amount_minor", existing_type=sa.BigInteger(), nullable=True
    )
    op.add_column(
        "vendors",
        sa.Column(
            "is_auto_publish", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
    )


def downgrade() -> None:
    op.drop_column("vendors", "is_auto_publish")
    op.alter_column(
        "price_changes", "amount_minor", existing_type=sa.BigInteger(), nullable=False
    )
    op.drop_index("ix_media_assets_source_url", table_name="media_assets")
    op.drop_table("search_synonym_groups")
    op.drop_table("search_pending_products")
