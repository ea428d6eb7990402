"""Gift cards, store credit and points."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

APPEND_ONLY = ("gift_card_entries", "credit_entries", "points_entries")

# Every refund so far went back to one payment.
SHARES_OF_EARLIER_REFUNDS = """
INSERT INTO refund_shares (id, refund_id, payment_id, amount_minor, destination)
SELECT gen_random_uuid(), id, payment_id, amount_minor, 'original' FROM refunds
"""


def upgrade() -> None:
    _tables()
    op.execute(SHARES_OF_EARLIER_REFUNDS)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ecomarket_forbid_change()"
        )


def downgrade() -> None:
    op.drop_index(op.f("ix_payments_source_id"), table_name="payments")
    op.drop_column("payments", "source_id")
    op.drop_table("gift_card_entries")
    op.drop_table("bag_gift_cards")
    op.drop_table("gift_cards")
    op.drop_table("refund_shares")
    op.drop_table("points_entries")
    op.drop_table("gift_card_wishes")
    op.drop_table("credit_entries")
    op.drop_table("points_lots")
    op.drop_table("bag_prepaids")
    op.drop_table("points_accounts")
    op.drop_table("credit_accounts")
    op.drop_table("prepaid_rules")
    op.drop_table("points_tiers")


def _tables() -> None:
    op.create_table(
        "points_tiers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("from_minor", sa.BigInteger(), nullable=False),
        sa.Column("rate_bps", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "from_minor >= 0 AND rate_bps >= 0", name=op.f("ck_points_tiers_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_tiers")),
        sa.UniqueConstraint("code", name=op.f("uq_points_tiers_code")),
    )
    op.create_table(
        "prepaid_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("smallest_minor", sa.BigInteger(), nullable=False),
        sa.Column("largest_minor", sa.BigInteger(), nullable=False),
        sa.Column("amounts", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("card_months", sa.Integer(), nullable=True),
        sa.Column("is_points_on", sa.Boolean(), nullable=False),
        sa.Column("point_minor", sa.Integer(), nullable=False),
        sa.Column("points_cap_bps", sa.Integer(), nullable=False),
        sa.Column("points_months", sa.Integer(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "points_cap_bps BETWEEN 0 AND 10000", name=op.f("ck_prepaid_rules_cap_is_a_share")
        ),
        sa.CheckConstraint(
            "smallest_minor > 0 AND largest_minor >= smallest_minor",
            name=op.f("ck_prepaid_rules_bounds"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepaid_rules")),
        sa.UniqueConstraint("currency", name=op.f("uq_prepaid_rules_currency")),
    )
    op.create_table(
        "credit_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "balance_minor >= 0", name=op.f("ck_credit_accounts_balance_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_credit_accounts_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_accounts")),
        sa.UniqueConstraint(
            "user_id", "currency", name=op.f("uq_credit_accounts_user_id_currency")
        ),
    )
    op.create_table(
        "points_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("owed", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.String(length=24), nullable=False),
        sa.CheckConstraint(
            "balance >= 0 AND owed >= 0", name=op.f("ck_points_accounts_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_points_accounts_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_accounts")),
        sa.UniqueConstraint(
            "user_id", "currency", name=op.f("uq_points_accounts_user_id_currency")
        ),
    )
    op.create_table(
        "bag_prepaids",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("cart_id", sa.Uuid(), nullable=False),
        sa.Column("uses_credit", sa.Boolean(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("points >= 0", name=op.f("ck_bag_prepaids_points_not_negative")),
        sa.ForeignKeyConstraint(
            ["cart_id"],
            ["carts.id"],
            name=op.f("fk_bag_prepaids_cart_id_carts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bag_prepaids")),
        sa.UniqueConstraint("cart_id", name=op.f("uq_bag_prepaids_cart_id")),
    )
    op.create_table(
        "points_lots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("vendor_order_id", sa.Uuid(), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("remaining", sa.BigInteger(), nullable=False),
        sa.Column("base_minor", sa.BigInteger(), nullable=False),
        sa.Column("unit_minor", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "remaining BETWEEN 0 AND points", name=op.f("ck_points_lots_remaining_in_range")
        ),
        sa.CheckConstraint("unit_minor > 0", name=op.f("ck_points_lots_unit_positive")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["points_accounts.id"],
            name=op.f("fk_points_lots_account_id_points_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["vendor_order_id"],
            ["vendor_orders.id"],
            name=op.f("fk_points_lots_vendor_order_id_vendor_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_lots")),
    )
    op.create_index(
        op.f("ix_points_lots_account_id"), "points_lots", ["account_id"], unique=False
    )
    op.create_index(
        "ix_points_lots_ending",
        "points_lots",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("remaining > 0"),
    )
    op.create_index(
        op.f("ix_points_lots_vendor_order_id"), "points_lots", ["vendor_order_id"], unique=False
    )
    op.create_table(
        "credit_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "grant",
                "refund",
                "spend",
                "restore",
                "revoke",
                name="credit_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("refund_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_credit_entries_amount_not_zero")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["credit_accounts.id"],
            name=op.f("fk_credit_entries_account_id_credit_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_credit_entries_payment_id_payments")
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_credit_entries_refund_id_refunds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_entries")),
    )
    op.create_index(
        "ix_credit_entries_account_id_created_at",
        "credit_entries",
        ["account_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_credit_entries_payment_id"), "credit_entries", ["payment_id"], unique=False
    )
    op.create_index(
        "uq_credit_entries_once",
        "credit_entries",
        ["kind", "payment_id", "refund_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("payment_id IS NOT NULL"),
    )
    op.create_table(
        "gift_card_wishes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("cart_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_name", sa.String(length=120), nullable=False),
        sa.Column("recipient_email", sa.String(length=254), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=False),
        sa.Column("design", sa.String(length=24), nullable=False),
        sa.Column("deliver_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cart_id"],
            ["carts.id"],
            name=op.f("fk_gift_card_wishes_cart_id_carts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["product_variants.id"],
            name=op.f("fk_gift_card_wishes_variant_id_product_variants"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_card_wishes")),
        sa.UniqueConstraint("variant_id", name=op.f("uq_gift_card_wishes_variant_id")),
    )
    op.create_index(
        op.f("ix_gift_card_wishes_cart_id"), "gift_card_wishes", ["cart_id"], unique=False
    )
    op.create_table(
        "points_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "earn",
                "grant",
                "spend",
                "restore",
                "reverse",
                "expire",
                "owe",
                "repay",
                name="points_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("vendor_order_id", sa.Uuid(), nullable=True),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("refund_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("points <> 0", name=op.f("ck_points_entries_points_not_zero")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["points_accounts.id"],
            name=op.f("fk_points_entries_account_id_points_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["points_lots.id"], name=op.f("fk_points_entries_lot_id_points_lots")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_points_entries_payment_id_payments")
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_points_entries_refund_id_refunds")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_order_id"],
            ["vendor_orders.id"],
            name=op.f("fk_points_entries_vendor_order_id_vendor_orders"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points_entries")),
    )
    op.create_index(
        "ix_points_entries_account_id_created_at",
        "points_entries",
        ["account_id", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_points_entries_lot_id"), "points_entries", ["lot_id"], unique=False
    )
    op.create_index(
        op.f("ix_points_entries_payment_id"), "points_entries", ["payment_id"], unique=False
    )
    op.create_index(
        op.f("ix_points_entries_refund_id"), "points_entries", ["refund_id"], unique=False
    )
    op.create_index(
        "uq_points_entries_earned_once",
        "points_entries",
        ["vendor_order_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'earn'"),
    )
    op.create_index(
        "uq_points_entries_once",
        "points_entries",
        ["kind", "lot_id", "payment_id", "refund_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("payment_id IS NOT NULL"),
    )
    op.create_table(
        "refund_shares",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("refund_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "destination",
            sa.Enum(
                "original",
                "store_credit",
                name="refund_to",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_refund_shares_amount_positive")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments.id"], name=op.f("fk_refund_shares_payment_id_payments")
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"],
            ["refunds.id"],
            name=op.f("fk_refund_shares_refund_id_refunds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_shares")),
        sa.UniqueConstraint(
            "refund_id", "payment_id", name=op.f("uq_refund_shares_refund_id_payment_id")
        ),
    )
    op.create_index(
        op.f("ix_refund_shares_payment_id"), "refund_shares", ["payment_id"], unique=False
    )
    op.create_table(
        "gift_cards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_end", sa.String(length=4), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "active",
                "depleted",
                "expired",
                "voided",
                name="gift_card_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "purchase",
                "operator",
                "replacement",
                name="gift_card_origin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("initial_minor", sa.BigInteger(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_name", sa.String(length=120), nullable=False),
        sa.Column("recipient_email", sa.String(length=254), nullable=False),
        sa.Column("sender_name", sa.String(length=120), nullable=False),
        sa.Column("message", sa.String(length=500), nullable=False),
        sa.Column("design", sa.String(length=24), nullable=False),
        sa.Column("issued_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("deliver_on", sa.Date(), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "balance_minor BETWEEN 0 AND initial_minor",
            name=op.f("ck_gift_cards_balance_in_range"),
        ),
        sa.CheckConstraint("initial_minor > 0", name=op.f("ck_gift_cards_initial_positive")),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["order_lines.id"],
            name=op.f("fk_gift_cards_order_line_id_order_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_gift_cards_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_cards")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_gift_cards_code_hash")),
    )
    op.create_index(
        "ix_gift_cards_ending",
        "gift_cards",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("status = 'active' AND expires_at IS NOT NULL"),
    )
    op.create_index(
        "ix_gift_cards_status_created_at", "gift_cards", ["status", "created_at"], unique=False
    )
    op.create_index(
        "ix_gift_cards_to_mail",
        "gift_cards",
        ["deliver_on"],
        unique=False,
        postgresql_where=sa.text("mailed_at IS NULL AND status = 'active'"),
    )
    op.create_index(
        op.f("ix_gift_cards_order_line_id"), "gift_cards", ["order_line_id"], unique=False
    )
    op.create_index(op.f("ix_gift_cards_user_id"), "gift_cards", ["user_id"], unique=False)
    op.create_table(
        "bag_gift_cards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("cart_id", sa.Uuid(), nullable=False),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["gift_cards.id"], name=op.f("fk_bag_gift_cards_card_id_gift_cards")
        ),
        sa.ForeignKeyConstraint(
            ["cart_id"],
            ["carts.id"],
            name=op.f("fk_bag_gift_cards_cart_id_carts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bag_gift_cards")),
        sa.UniqueConstraint(
            "cart_id", "card_id", name=op.f("uq_bag_gift_cards_cart_id_card_id")
        ),
    )
    op.create_index(
        op.f("ix_bag_gift_cards_card_id"), "bag_gift_cards", ["card_id"], unique=False
    )
    op.create_table(
        "gift_card_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "issue",
                "spend",
                "restore",
                "expire",
                "void",
                name="entry_kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("refund_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "amount_minor <> 0", name=op.f("ck_gift_card_entries_amount_not_zero")
        ),
        sa.ForeignKeyConstraint(
            ["card_id"], ["gift_cards.id"], name=op.f("fk_gift_card_entries_card_id_gift_cards")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"],
            ["payments.id"],
            name=op.f("fk_gift_card_entries_payment_id_payments"),
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_gift_card_entries_refund_id_refunds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_card_entries")),
    )
    op.create_index(
        op.f("ix_gift_card_entries_card_id"), "gift_card_entries", ["card_id"], unique=False
    )
    op.create_index(
        op.f("ix_gift_card_entries_payment_id"),
        "gift_card_entries",
        ["payment_id"],
        unique=False,
    )
    op.create_index(
        "uq_gift_card_entries_once",
        "gift_card_entries",
        ["kind", "payment_id", "refund_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("payment_id IS NOT NULL"),
    )
    op.add_column("payments", sa.Column("source_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_payments_source_id"), "payments", ["source_id"], unique=False)
