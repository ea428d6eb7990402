"""Bags that are shown to others, express delivery, packaging, and what a guest agrees to."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PLACE = ["vendor_id", "zone", "currency"]


def upgrade() -> None:
    op.create_table(
        "shared_bags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_bags")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shared_bags_token_hash")),
    )
    op.create_index(op.f("ix_shared_bags_expires_at"), "shared_bags", ["expires_at"])
    _rates()
    op.add_column(
        "orders",
        sa.Column("wants_news", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("orders", sa.Column("claimed_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_orders_claimed_by_users"), "orders", "users", ["claimed_by"], ["id"]
    )
    op.create_index(op.f("ix_orders_claimed_by"), "orders", ["claimed_by"])
    _packaging()


def _rates() -> None:
    op.add_column(
        "delivery_rates",
        sa.Column(
            "service",
            sa.Enum(
                "standard",
                "express",
                name="service",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            server_default="standard",
            nullable=False,
        ),
    )
    op.drop_constraint("uq_delivery_rates_vendor_id_zone_currency", "delivery_rates")
    op.create_unique_constraint(
        op.f("uq_delivery_rates_vendor_id_zone_currency_service"),
        "delivery_rates",
        [*PLACE, "service"],
    )


def _packaging() -> None:
    for column in (
        sa.Column("packaging", sa.String(length=16), server_default="", nullable=False),
        sa.Column("packaging_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("packaging_g", sa.Integer(), server_default="0", nullable=False),
        sa.Column("delivery_g_co2e", sa.Integer(), nullable=True),
    ):
        op.add_column("vendor_orders", column)
    op.create_check_constraint(
        op.f("ck_vendor_orders_packaging_within_delivery"),
        "vendor_orders",
        "packaging_minor BETWEEN 0 AND delivery_minor",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_vendor_orders_packaging_within_delivery"), "vendor_orders")
    for name in ("delivery_g_co2e", "packaging_g", "packaging_minor", "packaging"):
        op.drop_column("vendor_orders", name)
    op.drop_index(op.f("ix_orders_claimed_by"), table_name="orders")
    op.drop_column("orders", "claimed_by")
    op.drop_column("orders", "wants_news")
    op.execute("DELETE FROM delivery_rates WHERE service <> 'standard'")
    op.drop_constraint(
        op.f("uq_delivery_rates_vendor_id_zone_currency_service"), "delivery_rates"
    )
    op.drop_column("delivery_rates", "service")
    op.create_unique_constraint(
        op.f("uq_delivery_rates_vendor_id_zone_currency"), "delivery_rates", PLACE
    )
    op.drop_table("shared_bags")
