"""The chart of accounts of all that money does."""

from collections.abc import Sequence

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

FIRST_ACCOUNTS = (
    "gateway_clearing",
    "vendor_pending",
    "vendor_available",
    "commission",
    "buyer_suspense",
)
FURTHER_ACCOUNTS = (
    "bank",
    "disputed",
    "vendor_reserve",
    "vendor_in_payout",
    "tax_payable",
    "gift_card_liability",
    "store_credit_liability",
    "loyalty_liability",
    "breakage",
    "promotion_expense",
    "loyalty_expense",
    "goodwill_expense",
    "provider_fees",
    "dispute_loss",
    "bad_debt",
)
FIRST_TRANSACTIONS = (
    "sale",
    "refund",
    "release",
    "suspense",
    "suspense_refund",
)
FURTHER_TRANSACTIONS = (
    "gift_card_issue",
    "gift_card_expiry",
    "credit_grant",
    "credit_expiry",
    "points_earn",
    "points_reversal",
    "points_expiry",
    "compensation",
    "reserve",
    "reserve_release",
    "payout",
    "payout_cancel",
    "payout_sent",
    "payout_return",
    "chargeback",
    "chargeback_won",
    "chargeback_lost",
    "provider_fee",
    "settlement",
    "tax_remittance",
    "write_off",
    "correction",
)


def upgrade() -> None:
    _allow("ledger_accounts", "account_kind", FIRST_ACCOUNTS + FURTHER_ACCOUNTS)
    _allow("ledger_transactions", "transaction_kind", FIRST_TRANSACTIONS + FURTHER_TRANSACTIONS)


def downgrade() -> None:
    _allow("ledger_accounts", "account_kind", FIRST_ACCOUNTS)
    _allow("ledger_transactions", "transaction_kind", FIRST_TRANSACTIONS)


def _allow(table: str, name: str, kinds: Sequence[str]) -> None:
    constraint = op.f(f"ck_{table}_{name}")
    op.drop_constraint(constraint, table)
    values = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(constraint, table, f"kind IN ({values})")
