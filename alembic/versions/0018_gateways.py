"""Gateways, routing, saved methods, and what the sandbox bank needs for them."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _market()
    _methods()
    _bank()
    _columns()


def _market() -> None:
    op.create_table(
        "gateway_states",
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_gateway_states")),
    )
    op.create_table(
        "routing_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("min_minor", sa.BigInteger(), nullable=True),
        sa.Column("max_minor", sa.BigInteger(), nullable=True),
        sa.Column("vendor_id", sa.Uuid(), nullable=True),
        sa.Column("providers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "(min_minor IS NULL AND max_minor IS NULL) OR currency <> ''",
            name=op.f("ck_routing_rules_amounts_have_a_currency"),
        ),
        sa.CheckConstraint(
            "max_minor IS NULL OR min_minor IS NULL OR max_minor >= min_minor",
            name=op.f("ck_routing_rules_range"),
        ),
        sa.CheckConstraint(
            "min_minor IS NULL OR min_minor >= 0",
            name=op.f("ck_routing_rules_min_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"],
            ["vendors.id"],
            name=op.f("fk_routing_rules_vendor_id_vendors"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_rules")),
    )
    op.create_index(
        op.f("ix_routing_rules_position"), "routing_rules", ["position"], unique=False
    )


def _methods() -> None:
    op.create_table(
        "payment_customers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_payment_customers_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_customers")),
        sa.UniqueConstraint(
            "provider", "reference", name=op.f("uq_payment_customers_provider_reference")
        ),
        sa.UniqueConstraint(
            "user_id", "provider", name=op.f("uq_payment_customers_user_id_provider")
        ),
    )
    op.create_table(
        "saved_methods",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("customer_reference", sa.String(length=120), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=32), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.Column("expiry_month", sa.Integer(), nullable=True),
        sa.Column("expiry_year", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_saved_methods_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_methods")),
        sa.UniqueConstraint(
            "provider", "reference", name=op.f("uq_saved_methods_provider_reference")
        ),
    )
    op.create_index(
        "ix_saved_methods_usable",
        "saved_methods",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def _bank() -> None:
    op.create_table(
        "sandbox_customers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_customers")),
        sa.UniqueConstraint("reference", name=op.f("uq_sandbox_customers_reference")),
    )
    op.create_table(
        "sandbox_methods",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("customer_reference", sa.String(length=64), nullable=False),
        sa.Column("brand", sa.String(length=20), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.Column("expiry_month", sa.Integer(), nullable=False),
        sa.Column("expiry_year", sa.Integer(), nullable=False),
        sa.Column("behavior", sa.String(length=40), nullable=False),
        sa.Column("decline_code", sa.String(length=40), nullable=True),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_methods")),
        sa.UniqueConstraint("reference", name=op.f("uq_sandbox_methods_reference")),
    )
    op.create_index(
        op.f("ix_sandbox_methods_customer_reference"),
        "sandbox_methods",
        ["customer_reference"],
        unique=False,
    )
    op.create_table(
        "sandbox_payouts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("merchant_reference", sa.String(length=80), nullable=False),
        sa.Column("destination", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reversed_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "paid",
                "failed",
                "returned",
                name="payout_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("failure", sa.String(length=60), nullable=True),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_sandbox_payouts_amount_positive")),
        sa.CheckConstraint(
            "reversed_minor BETWEEN 0 AND amount_minor",
            name=op.f("ck_sandbox_payouts_reversed_within_amount"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_payouts")),
        sa.UniqueConstraint("reference", name=op.f("uq_sandbox_payouts_reference")),
    )
    op.create_table(
        "sandbox_setups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("page_token", sa.String(length=64), nullable=False),
        sa.Column("customer_reference", sa.String(length=64), nullable=False),
        sa.Column("return_url", sa.String(length=2000), nullable=False),
        sa.Column("cancel_url", sa.String(length=2000), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_setups")),
        sa.UniqueConstraint("page_token", name=op.f("uq_sandbox_setups_page_token")),
        sa.UniqueConstraint("reference", name=op.f("uq_sandbox_setups_reference")),
    )


def _columns() -> None:
    op.add_column(
        "payments",
        sa.Column("account", sa.String(length=120), server_default="", nullable=False),
    )
    op.add_column(
        "payments",
        sa.Column("way", sa.String(length=16), server_default="card", nullable=False),
    )
    op.add_column(
        "payments",
        sa.Column("saves_method", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "webhook_receipts",
        sa.Column("subject", sa.String(length=16), server_default="payment", nullable=False),
    )
    op.add_column("payments", sa.Column("saved_method_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_payments_saved_method_id_saved_methods"),
        "payments",
        "saved_methods",
        ["saved_method_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column(
        "sandbox_sessions",
        sa.Column(
            "customer_reference", sa.String(length=64), server_default="", nullable=False
        ),
    )
    op.add_column(
        "sandbox_sessions",
        sa.Column("saves_method", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("sandbox_sessions", "saves_method")
    op.drop_column("sandbox_sessions", "customer_reference")
    op.drop_column("webhook_receipts", "subject")
    op.drop_column("payments", "saved_method_id")
    op.drop_column("payments", "saves_method")
    op.drop_column("payments", "way")
    op.drop_column("payments", "account")
    op.drop_index(op.f("ix_routing_rules_position"), table_name="routing_rules")
    op.drop_table("routing_rules")
    op.drop_index(
        "ix_saved_methods_usable",
        table_name="saved_methods",
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.drop_table("saved_methods")
    op.drop_table("payment_customers")
    op.drop_table("sandbox_setups")
    op.drop_table("sandbox_payouts")
    op.drop_index(op.f("ix_sandbox_methods_customer_reference"), table_name="sandbox_methods")
    op.drop_table("sandbox_methods")
    op.drop_table("sandbox_customers")
    op.drop_table("gateway_states")
