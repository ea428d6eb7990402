"""Promotions and their codes."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SUMS = {
    "vendor_orders": (
        "subsidy_minor",
        "delivery_discount_minor",
        "delivery_subsidy_minor",
        "delivery_subsidy_refunded_minor",
    ),
    "order_lines": ("subsidy_minor", "subsidy_refunded_minor"),
    "refunds": ("subsidy_minor",),
    "refund_lines": ("subsidy_minor",),
}
WITHIN_PRICES = (
    "discount_minor <= items_minor + delivery_minor AND "
    "subsidy_minor BETWEEN 0 AND discount_minor AND "
    "delivery_discount_minor BETWEEN 0 AND LEAST(delivery_minor, discount_minor) AND "
    "delivery_subsidy_minor BETWEEN 0 AND delivery_discount_minor AND "
    "delivery_subsidy_minor <= subsidy_minor AND "
    "delivery_subsidy_refunded_minor BETWEEN 0 AND delivery_subsidy_minor"
)
WITHIN_PRICE = (
    "discount_minor BETWEEN 0 AND unit_minor * quantity AND "
    "subsidy_minor BETWEEN 0 AND discount_minor AND "
    "subsidy_refunded_minor BETWEEN 0 AND subsidy_minor"
)
GIVES_SOMETHING = (
    "amount_minor >= 0 AND subsidy_minor >= 0 AND amount_minor + subsidy_minor > 0"
)


NOW = sa.text("now()")
KINDS = ("percent", "amount", "free_delivery", "buy_get", "bundle", "tier")
FUNDING = (
    "CASE funded_by WHEN 'platform' THEN platform_bps = 10000 "
    "WHEN 'vendor' THEN platform_bps = 0 ELSE platform_bps BETWEEN 1 AND 9999 END"
)
AMOUNTS = "amount_minor > 0 AND subsidy_minor BETWEEN 0 AND amount_minor"


def upgrade() -> None:
    for table, columns in SUMS.items():
        for name in columns:
            column = sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
            op.add_column(table, column)
    _check("vendor_orders", "discounts_within_prices", WITHIN_PRICES)
    _check("order_lines", "discounts_within_price", WITHIN_PRICE)
    _recheck("refunds", "amount_positive", GIVES_SOMETHING)
    _recheck("refund_lines", "not_empty", f"quantity >= 0 AND {GIVES_SOMETHING}")
    for table, name, length in (("carts", "codes", 40), ("orders", "buyer_keys", 64)):
        words = postgresql.ARRAY(sa.String(length=length))
        op.add_column(table, sa.Column(name, words, server_default="{}", nullable=False))
    op.create_index("ix_orders_buyer_keys", "orders", ["buyer_keys"], postgresql_using="gin")
    _groups()
    _promotions()
    _uses()


def downgrade() -> None:
    for table in (
        "discount_lines",
        "redemptions",
        "coupons",
        "promotions",
        "customer_group_members",
        "customer_groups",
    ):
        op.drop_table(table)
    op.drop_index("ix_orders_buyer_keys", table_name="orders")
    op.drop_column("orders", "buyer_keys")
    op.drop_column("carts", "codes")
    _recheck("refund_lines", "not_empty", "quantity >= 0 AND amount_minor > 0")
    _recheck("refunds", "amount_positive", "amount_minor > 0")
    op.drop_constraint(op.f("ck_order_lines_discounts_within_price"), "order_lines")
    op.drop_constraint(op.f("ck_vendor_orders_discounts_within_prices"), "vendor_orders")
    for table, columns in SUMS.items():
        for name in columns:
            op.drop_column(table, name)


def _groups() -> None:
    _create("customer_groups", sa.Column("name", sa.String(length=60), nullable=False))
    op.create_unique_constraint(op.f("uq_customer_groups_name"), "customer_groups", ["name"])
    _create(
        "customer_group_members",
        _link("group_id", "customer_groups", ondelete="CASCADE"),
        _link("user_id", "users", ondelete="CASCADE"),
    )
    op.create_unique_constraint(
        op.f("uq_customer_group_members_group_id_user_id"),
        "customer_group_members",
        ["group_id", "user_id"],
    )
    _index("customer_group_members", "user_id")


def _promotions() -> None:
    _create(
        "promotions",
        _link("vendor_id", "vendors", nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        _choice("status", "promotion_status", ("draft", "active", "paused", "ended")),
        _choice("kind", "promotion_kind", KINDS),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        _choice("funded_by", "funded_by", ("platform", "vendor", "shared")),
        sa.Column("platform_bps", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("terms", postgresql.JSONB(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("stacking_group", sa.String(length=40), nullable=False),
        sa.Column("is_exclusive", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("total_limit", sa.Integer(), nullable=True),
        sa.Column("customer_limit", sa.Integer(), nullable=True),
        sa.Column("budget_minor", sa.BigInteger(), nullable=True),
        sa.Column("redeemed_count", sa.Integer(), nullable=False),
        sa.Column("spent_minor", sa.BigInteger(), nullable=False),
    )
    _check("promotions", "funding_is_whole", FUNDING)
    _check("promotions", "own_is_own_cost", "vendor_id IS NULL OR funded_by = 'vendor'")
    _check("promotions", "uses_within_limit", _within("redeemed_count", "total_limit"))
    _check("promotions", "spent_within_budget", _within("spent_minor", "budget_minor"))
    _check("promotions", "budget_is_money", "budget_minor IS NULL OR currency IS NOT NULL")
    _index("promotions", "vendor_id")
    _index("promotions", "status")
    op.create_index(
        "ix_promotions_automatic",
        "promotions",
        ["vendor_id"],
        postgresql_where=sa.text("status = 'active' AND is_automatic"),
    )


def _uses() -> None:
    _create(
        "coupons",
        _link("promotion_id", "promotions"),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("batch", sa.String(length=40), nullable=False),
        sa.Column("use_limit", sa.Integer(), nullable=True),
        sa.Column("used_count", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
    )
    op.create_unique_constraint(op.f("uq_coupons_code"), "coupons", ["code"])
    _check("coupons", "uses_within_limit", _within("used_count", "use_limit"))
    _index("coupons", "promotion_id")
    _create(
        "redemptions",
        _link("promotion_id", "promotions"),
        _link("order_id", "orders"),
        _link("coupon_id", "coupons", nullable=True),
        _choice("status", "redemption_status", ("active", "released")),
        *_amounts(),
        sa.Column("buyer_keys", postgresql.ARRAY(sa.String(length=64)), nullable=False),
    )
    op.create_unique_constraint(
        op.f("uq_redemptions_promotion_id_order_id"),
        "redemptions",
        ["promotion_id", "order_id"],
    )
    _check("redemptions", "amounts_in_range", AMOUNTS)
    _index("redemptions", "order_id")
    _index("redemptions", "coupon_id")
    op.create_index(
        "ix_redemptions_buyer_keys", "redemptions", ["buyer_keys"], postgresql_using="gin"
    )
    _create(
        "discount_lines",
        _link("order_id", "orders"),
        _link("vendor_order_id", "vendor_orders"),
        _link("order_line_id", "order_lines", nullable=True),
        _link("promotion_id", "promotions"),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        *_amounts(),
    )
    _check("discount_lines", "amounts_in_range", AMOUNTS)
    for name in ("order_id", "vendor_order_id", "order_line_id", "promotion_id"):
        _index("discount_lines", name)


def _create(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _link(
    name: str, target: str, *, nullable: bool = False, ondelete: str | None = None
) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{target}.id", ondelete=ondelete)
    return sa.Column(name, sa.Uuid(), key, nullable=nullable)


def _choice(column: str, name: str, values: tuple[str, ...]) -> sa.Column[Any]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kind, nullable=False)


def _amounts() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("subsidy_minor", sa.BigInteger(), nullable=False),
    )


def _within(count: str, limit: str) -> str:
    return f"{count} >= 0 AND {count} <= COALESCE({limit}, {count})"


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _check(table: str, name: str, condition: str) -> None:
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _recheck(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    _check(table, name, condition)
