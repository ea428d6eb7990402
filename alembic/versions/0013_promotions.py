"""Promotions and their codes."""

import sqlalchemy as sa

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


def upgrade() -> None:
    for table, columns in SUMS.items():
        for name in columns:
            column = sa.Column(name, sa.BigInteger(), server_default="0", nullable=False)
            op.add_column(table, column)
    _check("vendor_orders", "discounts_within_prices", WITHIN_PRICES)
    _check("order_lines", "discounts_within_price", WITHIN_PRICE)
    _recheck("refunds", "amount_positive", GIVES_SOMETHING)
    _recheck("refund_lines", "not_empty", f"quantity >= 0 AND {GIVES_SOMETHING}")


def downgrade() -> None:
    _recheck("refund_lines", "not_empty", "quantity >= 0 AND amount_minor > 0")
    _recheck("refunds", "amount_positive", "amount_minor > 0")
    op.drop_constraint(op.f("ck_order_lines_discounts_within_price"), "order_lines")
    op.drop_constraint(op.f("ck_vendor_orders_discounts_within_prices"), "vendor_orders")
    for table, columns in SUMS.items():
        for name in columns:
            op.drop_column(table, name)


def _check(table: str, name: str, condition: str) -> None:
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _recheck(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
    _check(table, name, condition)
