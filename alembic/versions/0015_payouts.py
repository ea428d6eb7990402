"""Commission rules frozen on order lines, and payouts."""

import sqlalchemy as sa

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


PAYOUT_TABLES = (
    "sepa_files",
    "payout_accounts",
    "payout_plans",
    "payouts",
    "payout_events",
    "payout_items",
)
EARNING_STATUSES = ("pending", "available")
FURTHER_STATUSES = ("reserved", "in_payout", "paid")
KEEP_AMOUNTS = """
CREATE FUNCTION ecomarket_keep_earning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an earning is corrected by another one, never changed';
END
$$;
CREATE TRIGGER keep_earning BEFORE UPDATE ON earnings FOR EACH ROW
WHEN ((OLD.vendor_id, OLD.vendor_order_id, OLD.currency, OLD.amount_minor)
    IS DISTINCT FROM (NEW.vendor_id, NEW.vendor_order_id, NEW.currency, NEW.amount_minor))
EXECUTE FUNCTION ecomarket_keep_earning()
"""


def upgrade() -> None:
    _create_commission_rules()
    _freeze_commission_on_lines()
    _extend_earnings()
    for create in (
        _create_sepa_files,
        _create_payout_accounts,
        _create_payout_plans,
        _create_payouts,
        _create_payout_events,
        _create_payout_items,
    ):
        create()


def downgrade() -> None:
    for name in reversed(PAYOUT_TABLES):
        op.drop_table(name)
    op.execute("DROP TRIGGER keep_earning ON earnings")
    op.execute("DROP FUNCTION ecomarket_keep_earning")
    op.drop_column("earnings", "reserve_of")
    for name in ("ix_earnings_payable", "ix_earnings_reserved"):
        op.drop_index(name, "earnings")
    _allow(EARNING_STATUSES)
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


def _extend_earnings() -> None:
    _allow(EARNING_STATUSES + FURTHER_STATUSES)
    op.add_column("earnings", sa.Column("reserve_of", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_earnings_reserve_of_earnings"), "earnings", "earnings", ["reserve_of"], ["id"]
    )
    op.create_index(op.f("ix_earnings_reserve_of"), "earnings", ["reserve_of"])
    op.create_index(
        "ix_earnings_payable",
        "earnings",
        ["vendor_id", "currency"],
        postgresql_where=sa.text("status = 'available'"),
    )
    op.create_index(
        "ix_earnings_reserved",
        "earnings",
        ["available_at"],
        postgresql_where=sa.text("status = 'reserved'"),
    )
    op.execute(KEEP_AMOUNTS)


def _allow(statuses: tuple[str, ...]) -> None:
    constraint = op.f("ck_earnings_earning_status")
    op.drop_constraint(constraint, "earnings")
    values = ", ".join(f"'{status}'" for status in statuses)
    op.create_check_constraint(constraint, "earnings", f"status IN ({values})")


def _create_sepa_files() -> None:
    op.create_table(
        "sepa_files",
        *_row(),
        sa.Column("message_id", sa.String(length=35), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "made",
                "sent",
                "executed",
                name="sepa_file_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("payments", sa.Integer(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("execute_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.String(length=64), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "payments > 0 AND total_minor > 0", name=op.f("ck_sepa_files_not_empty")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sepa_files")),
        sa.UniqueConstraint("message_id", name=op.f("uq_sepa_files_message_id")),
    )


def _create_payout_accounts() -> None:
    op.create_table(
        "payout_accounts",
        *_row(),
        sa.Column("vendor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "sandbox",
                "stripe",
                "paypal",
                "sepa",
                name="payout_method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("holder", sa.String(length=70), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=False),
        sa.Column("usable_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_payout_accounts_vendor_id_vendors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_accounts")),
    )
    op.create_index(
        op.f("ix_payout_accounts_vendor_id"), "payout_accounts", ["vendor_id"], unique=False
    )
    op.create_index(
        "uq_payout_accounts_current",
        "payout_accounts",
        ["vendor_id"],
        unique=True,
        postgresql_where=sa.text("replaced_at IS NULL"),
    )


def _create_payout_plans() -> None:
    op.create_table(
        "payout_plans",
        *_row(),
        sa.Column("vendor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "schedule",
            sa.Enum(
                "daily",
                "weekly",
                "monthly",
                name="payout_schedule",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on_day", sa.Integer(), nullable=False),
        sa.Column("minimum_minor", sa.BigInteger(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("paused_reason", sa.String(length=200), nullable=False),
        sa.Column("reserve_bps", sa.Integer(), nullable=True),
        sa.Column("reserve_days", sa.Integer(), nullable=True),
        sa.CheckConstraint("minimum_minor > 0", name=op.f("ck_payout_plans_minimum_positive")),
        sa.CheckConstraint(
            "on_day BETWEEN 1 AND 28", name=op.f("ck_payout_plans_day_in_range")
        ),
        sa.CheckConstraint(
            "reserve_bps BETWEEN 0 AND 10000", name=op.f("ck_payout_plans_reserve_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_payout_plans_vendor_id_vendors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_plans")),
        sa.UniqueConstraint("vendor_id", name=op.f("uq_payout_plans_vendor_id")),
    )
    op.create_index(op.f("ix_payout_plans_next_on"), "payout_plans", ["next_on"], unique=False)


def _create_payouts() -> None:
    op.create_table(
        "payouts",
        *_row(),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("vendor_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "sandbox",
                "stripe",
                "paypal",
                "sepa",
                name="payout_method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "approved",
                "processing",
                "in_transit",
                "paid",
                "failed",
                "returned",
                "canceled",
                name="payout_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("opening_minor", sa.BigInteger(), nullable=False),
        sa.Column("closing_minor", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("provider_key", sa.String(length=80), nullable=False),
        sa.Column("provider_reference", sa.String(length=120), nullable=True),
        sa.Column("failure", sa.String(length=200), nullable=False),
        sa.Column("sepa_file_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status NOT IN ('processing', 'in_transit', 'paid', 'returned') "
            "OR provider_key <> ''",
            name=op.f("ck_payouts_key_before_call"),
        ),
        sa.CheckConstraint(
            "NOT needs_approval OR approved_by IS DISTINCT FROM made_by",
            name=op.f("ck_payouts_four_eyes"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_payouts_amount_positive")),
        sa.CheckConstraint(
            "closing_minor = opening_minor - amount_minor",
            name=op.f("ck_payouts_balance_adds_up"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["payout_accounts.id"],
            name=op.f("fk_payouts_account_id_payout_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["sepa_file_id"], ["sepa_files.id"], name=op.f("fk_payouts_sepa_file_id_sepa_files")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendors.id"], name=op.f("fk_payouts_vendor_id_vendors")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
        sa.UniqueConstraint("number", name=op.f("uq_payouts_number")),
    )
    op.create_index(op.f("ix_payouts_account_id"), "payouts", ["account_id"], unique=False)
    op.create_index(op.f("ix_payouts_paid_at"), "payouts", ["paid_at"], unique=False)
    op.create_index(op.f("ix_payouts_sepa_file_id"), "payouts", ["sepa_file_id"], unique=False)
    op.create_index(op.f("ix_payouts_status"), "payouts", ["status"], unique=False)
    op.create_index(
        "ix_payouts_vendor_id_status", "payouts", ["vendor_id", "status"], unique=False
    )


def _create_payout_events() -> None:
    op.create_table(
        "payout_events",
        *_row(),
        sa.Column("payout_id", sa.Uuid(), nullable=False),
        sa.Column("from_status", sa.String(length=32), nullable=True),
        sa.Column("to_status", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("message", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["payout_id"], ["payouts.id"], name=op.f("fk_payout_events_payout_id_payouts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_events")),
    )
    op.create_index(
        op.f("ix_payout_events_payout_id"), "payout_events", ["payout_id"], unique=False
    )


def _create_payout_items() -> None:
    op.create_table(
        "payout_items",
        *_row(),
        sa.Column("payout_id", sa.Uuid(), nullable=False),
        sa.Column("earning_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["earning_id"], ["earnings.id"], name=op.f("fk_payout_items_earning_id_earnings")
        ),
        sa.ForeignKeyConstraint(
            ["payout_id"], ["payouts.id"], name=op.f("fk_payout_items_payout_id_payouts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_items")),
        sa.UniqueConstraint(
            "payout_id", "earning_id", name=op.f("uq_payout_items_payout_id_earning_id")
        ),
    )
    op.create_index(
        op.f("ix_payout_items_earning_id"), "payout_items", ["earning_id"], unique=False
    )
    op.create_index(
        "uq_payout_items_live",
        "payout_items",
        ["earning_id"],
        unique=True,
        postgresql_where=sa.text("is_live"),
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
