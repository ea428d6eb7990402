"""Commission rules frozen on order lines, and payouts."""

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_commission_rules()
    _freeze_commission_on_lines()


def downgrade() -> None:
    op.drop_constraint("ck_order_lines_commission_fee_within_commission", "order_lines")
    for name in ("commission_fee_minor", "commission_rule_id", "commission_rule"):
        op.drop_column("order_lines", name)
    op.drop_table("commission_rules")


def _create_commission_rules() -> None:
    op.create_table(
        "commission_rules",
        *_row(),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("vendor_id", sa.Uuid(), nullable=True),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("rate_bps", sa.Integer(), nullable=False),
        sa.Column("fixed_minor", sa.BigInteger(), nullable=False),
        sa.Column("minimum_minor", sa.BigInteger(), nullable=True),
        sa.Column("maximum_minor", sa.BigInteger(), nullable=True),
        sa.Column("fee_bps", sa.Integer(), nullable=False),
        sa.Column("fee_fixed_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "rate_bps BETWEEN 0 AND 10000 AND fee_bps BETWEEN 0 AND 10000",
            name=op.f("ck_commission_rules_rates_in_range"),
        ),
        sa.CheckConstraint(
            "fixed_minor >= 0 AND fee_fixed_minor >= 0 AND minimum_minor >= 0 "
            "AND maximum_minor >= coalesce(minimum_minor, 0)",
            name=op.f("ck_commission_rules_amounts_in_order"),
        ),
        sa.CheckConstraint(
            "currency <> '' OR (fixed_minor = 0 AND fee_fixed_minor = 0 "
            "AND minimum_minor IS NULL AND maximum_minor IS NULL)",
            name=op.f("ck_commission_rules_amounts_have_a_currency"),
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_commission_rules_dates_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["categories.id"],
            name=op.f("fk_commission_rules_category_id_categories"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"],
            ["vendors.id"],
            name=op.f("fk_commission_rules_vendor_id_vendors"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_rules")),
        sa.UniqueConstraint("name", name=op.f("uq_commission_rules_name")),
    )
    for name in ("vendor_id", "category_id"):
        op.create_index(op.f(f"ix_commission_rules_{name}"), "commission_rules", [name])


def _freeze_commission_on_lines() -> None:
    op.add_column(
        "order_lines",
        sa.Column("commission_rule", sa.String(80), server_default="", nullable=False),
    )
    op.add_column("order_lines", sa.Column("commission_rule_id", sa.Uuid(), nullable=True))
    op.add_column(
        "order_lines",
        sa.Column("commission_fee_minor", sa.BigInteger(), server_default="0", nullable=False),
    )
    op.create_foreign_key(
        op.f("fk_order_lines_commission_rule_id_commission_rules"),
        "order_lines",
        "commission_rules",
        ["commission_rule_id"],
        ["id"],
    )
    op.create_index(
        op.f("ix_order_lines_commission_rule_id"), "order_lines", ["commission_rule_id"]
    )
    op.create_check_constraint(
        op.f("ck_order_lines_commission_fee_within_commission"),
        "order_lines",
        "commission_fee_minor BETWEEN 0 AND commission_minor",
    )


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
