"""Saved pieces, followed workshops and alerts."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "follow_digests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_follow_digests_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_digests")),
        sa.UniqueConstraint("user_id", name=op.f("uq_follow_digests_user_id")),
    )
    op.create_table(
        "saved_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Uuid(), nullable=True),
        sa.Column("share_hash", sa.LargeBinary(), nullable=True),
        sa.Column("shared_by", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (token_hash IS NULL)",
            name=op.f("ck_saved_lists_has_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_saved_lists_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_lists")),
        sa.UniqueConstraint("share_hash", name=op.f("uq_saved_lists_share_hash")),
    )
    op.create_index(
        op.f("ix_saved_lists_expires_at"), "saved_lists", ["expires_at"], unique=False
    )
    op.create_index(
        op.f("ix_saved_lists_token_hash"), "saved_lists", ["token_hash"], unique=False
    )
    op.create_index(op.f("ix_saved_lists_user_id"), "saved_lists", ["user_id"], unique=False)
    op.create_index(
        "uq_saved_lists_default_of_guest",
        "saved_lists",
        ["token_hash"],
        unique=True,
        postgresql_where=sa.text("is_default AND token_hash IS NOT NULL"),
    )
    op.create_index(
        "uq_saved_lists_default_of_user",
        "saved_lists",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("is_default AND user_id IS NOT NULL"),
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("href", sa.String(length=1000), nullable=False),
        sa.Column("query", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_saved_searches_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("user_id", "href", name=op.f("uq_saved_searches_user_id_href")),
    )
    op.create_table(
        "vendor_follows",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("vendor_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_vendor_follows_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"],
            ["vendors.id"],
            name=op.f("fk_vendor_follows_vendor_id_vendors"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_follows")),
        sa.UniqueConstraint(
            "user_id", "vendor_id", name=op.f("uq_vendor_follows_user_id_vendor_id")
        ),
    )
    op.create_index(
        op.f("ix_vendor_follows_vendor_id"), "vendor_follows", ["vendor_id"], unique=False
    )
    op.create_table(
        "saved_search_matches",
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_saved_search_matches_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_saved_search_matches_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "search_id", "product_id", name=op.f("pk_saved_search_matches")
        ),
    )
    op.create_index(
        op.f("ix_saved_search_matches_product_id"),
        "saved_search_matches",
        ["product_id"],
        unique=False,
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "stock",
                "price",
                name="alert_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "active",
                "fired",
                "ended",
                name="alert_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("target_minor", sa.BigInteger(), nullable=True),
        sa.Column("seen_minor", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'price') = (target_minor IS NOT NULL)",
            name=op.f("ck_alerts_price_has_a_target"),
        ),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (email = '')", name=op.f("ck_alerts_has_one_owner")
        ),
        sa.CheckConstraint(
            "target_minor IS NULL OR target_minor > 0", name=op.f("ck_alerts_target_positive")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_alerts_user_id_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["product_variants.id"],
            name=op.f("fk_alerts_variant_id_product_variants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index(
        "ix_alerts_due",
        "alerts",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(op.f("ix_alerts_email"), "alerts", ["email"], unique=False)
    op.create_index(op.f("ix_alerts_user_id"), "alerts", ["user_id"], unique=False)
    op.create_index(
        "ix_alerts_waiting",
        "alerts",
        ["variant_id"],
        unique=False,
        postgresql_where=sa.text("status = 'active'"),
    )
    op.create_index(
        "uq_alerts_active_of_email",
        "alerts",
        ["email", "variant_id", "kind"],
        unique=True,
        postgresql_where=sa.text("status = 'active' AND user_id IS NULL"),
    )
    op.create_index(
        "uq_alerts_active_of_user",
        "alerts",
        ["user_id", "variant_id", "kind"],
        unique=True,
        postgresql_where=sa.text("status = 'active' AND user_id IS NOT NULL"),
    )
    op.create_table(
        "saved_pieces",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seen_minor", sa.BigInteger(), nullable=True),
        sa.Column("seen_currency", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"],
            ["saved_lists.id"],
            name=op.f("fk_saved_pieces_list_id_saved_lists"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_saved_pieces_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["product_variants.id"],
            name=op.f("fk_saved_pieces_variant_id_product_variants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_pieces")),
    )
    op.create_index(
        op.f("ix_saved_pieces_product_id"), "saved_pieces", ["product_id"], unique=False
    )
    op.create_index(
        op.f("ix_saved_pieces_variant_id"), "saved_pieces", ["variant_id"], unique=False
    )
    op.create_index(
        "uq_saved_pieces_in_list",
        "saved_pieces",
        ["list_id", "product_id", "variant_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.add_column(
        "outgoing_mails",
        sa.Column("unsubscribe_url", sa.String(length=400), server_default="", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("outgoing_mails", "unsubscribe_url")
    op.drop_table("saved_pieces")
    op.drop_table("alerts")
    op.drop_table("saved_search_matches")
    op.drop_table("vendor_follows")
    op.drop_table("saved_searches")
    op.drop_table("saved_lists")
    op.drop_table("follow_digests")
