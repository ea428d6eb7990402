"""Accounts, transactions, entries, and vendors' earnings.

Sign convention: a debit is positive, a credit negative. The entries of a transaction sum to
zero per currency: a deferred constraint trigger (see the migration) rejects anything else,
and other triggers forbid update and delete.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.lifecycle import Lifecycle


class AccountKind(StrEnum):
    """The chart of accounts. ``owner`` of an account says whose: see each kind."""

    # Assets: money, or somebody's debt to us.
    GATEWAY_CLEARING = "gateway_clearing"  # held for us by a gateway (owner)
    BANK = "bank"  # in our own account (owner: its name)
    DISPUTED = "disputed"  # taken back by a bank until a dispute is decided (owner: gateway)
    # Liabilities: what is not ours.
    VENDOR_PENDING = "vendor_pending"  # earned by a vendor (owner), not yet released
    VENDOR_AVAILABLE = "vendor_available"  # may be paid out
    VENDOR_RESERVE = "vendor_reserve"  # held back for a time
    VENDOR_IN_PAYOUT = "vendor_in_payout"  # on its way to the vendor's bank
    BUYER_SUSPENSE = "buyer_suspense"  # money without a live order, to be returned
    TAX_PAYABLE = "tax_payable"  # tax that the market itself owes (owner: jurisdiction)
    GIFT_CARD_LIABILITY = "gift_card_liability"  # sold and not yet spent
    STORE_CREDIT_LIABILITY = "store_credit_liability"
    LOYALTY_LIABILITY = "loyalty_liability"  # points, at what they buy
    # Revenue.
    COMMISSION = "commission"
    BREAKAGE = "breakage"  # prepaid value and points that expired
    # Expenses.
    PROMOTION_EXPENSE = "promotion_expense"  # discounts that the market pays
    LOYALTY_EXPENSE = "loyalty_expense"
    GOODWILL_EXPENSE = "goodwill_expense"  # given to a buyer at the market's cost
    PROVIDER_FEES = "provider_fees"  # what a gateway (owner) keeps
    DISPUTE_LOSS = "dispute_loss"
    BAD_DEBT = "bad_debt"  # what a vendor owes and will not pay


class TransactionKind(StrEnum):
    SALE = "sale"
    REFUND = "refund"
    RELEASE = "release"  # pending -> available
    SUSPENSE = "suspense"  # captured without a live order
    SUSPENSE_REFUND = "suspense_refund"
    GIFT_CARD_ISSUE = "gift_card_issue"
    GIFT_CARD_EXPIRY = "gift_card_expiry"
    CREDIT_GRANT = "credit_grant"
    CREDIT_EXPIRY = "credit_expiry"
    POINTS_EARN = "points_earn"
    POINTS_REVERSAL = "points_reversal"
    POINTS_EXPIRY = "points_expiry"
    COMPENSATION = "compensation"  # to a buyer or vendor, at the market's cost
    RESERVE = "reserve"  # available -> reserve
    RESERVE_RELEASE = "reserve_release"
    PAYOUT = "payout"  # available -> in payout
    PAYOUT_CANCEL = "payout_cancel"
    PAYOUT_SENT = "payout_sent"  # in payout -> out of the bank or gateway
    PAYOUT_RETURN = "payout_return"  # sent back by the vendor's bank
    CHARGEBACK = "chargeback"
    CHARGEBACK_WON = "chargeback_won"
    CHARGEBACK_LOST = "chargeback_lost"
    PROVIDER_FEE = "provider_fee"
    SETTLEMENT = "settlement"  # gateway -> our bank
    TAX_REMITTANCE = "tax_remittance"
    COMMISSION_TAX = "commission_tax"  # VAT that lies in the market's commission
    WRITE_OFF = "write_off"
    CORRECTION = "correction"  # reverses another transaction, named by its memo


class EarningStatus(StrEnum):
    """Each but ``paid`` is the balance of an account of its vendor."""

    PENDING = "pending"
    AVAILABLE = "available"
    RESERVED = "reserved"
    IN_PAYOUT = "in_payout"
    PAID = "paid"


EARNING_LIFECYCLE = Lifecycle(
    {
        EarningStatus.PENDING: {EarningStatus.AVAILABLE},
        EarningStatus.RESERVED: {EarningStatus.AVAILABLE},
        EarningStatus.AVAILABLE: {EarningStatus.IN_PAYOUT},
        # Back when the payout is canceled, done when it is paid.
        EarningStatus.IN_PAYOUT: {EarningStatus.AVAILABLE, EarningStatus.PAID},
        # The vendor's bank sent it back.
        EarningStatus.PAID: {EarningStatus.AVAILABLE},
    }
)


class LedgerAccount(Table, table=True):
    """``owner`` is a vendor's id or a gateway's name, or empty for the market's own
    accounts.
    """

    __table_args__ = (UniqueConstraint("kind", "owner", "currency"),)

    kind: AccountKind = Field(sa_type=string_enum(AccountKind))
    owner: str = Field(default="", max_length=64)
    currency: str = Field(max_length=3)


class LedgerTransaction(Table, table=True):
    """Why entries were made. (kind, reference) is unique: the same fact cannot be booked
    twice.
    """

    __table_args__ = (UniqueConstraint("kind", "reference"),)

    kind: TransactionKind = Field(sa_type=string_enum(TransactionKind))
    reference: str = Field(max_length=80)
    order_id: UUID | None = Field(default=None, foreign_key="orders.id", index=True)
    memo: str = Field(default="", max_length=200)


class LedgerEntry(Table, table=True):
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        Index("ix_ledger_entries_account_id_created_at", "account_id", "created_at"),
    )

    transaction_id: UUID = Field(foreign_key="ledger_transactions.id", index=True)
    account_id: UUID = Field(foreign_key="ledger_accounts.id")
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    vendor_order_id: UUID | None = Field(
        default=None, foreign_key="vendor_orders.id", index=True
    )


class Earning(Table, table=True):
    """What a vendor order (or, negative, a refund of it) earns its vendor, and from when.

    A correction is a new row: the database refuses to change an amount. A reserve is a pair of
    rows, one that takes it from what is available and one that gives it back on a later day.
    """

    __table_args__ = (
        Index("ix_earnings_due", "available_at", postgresql_where=text("status = 'pending'")),
        Index(
            "ix_earnings_reserved",
            "available_at",
            postgresql_where=text("status = 'reserved'"),
        ),
        Index(
            "ix_earnings_payable",
            "vendor_id",
            "currency",
            postgresql_where=text("status = 'available'"),
        ),
    )

    vendor_id: UUID = Field(foreign_key="vendors.id", index=True)
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    refund_id: UUID | None = Field(default=None, foreign_key="refunds.id", unique=True)
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    status: EarningStatus = Field(
        default=EarningStatus.PENDING, sa_type=string_enum(EarningStatus)
    )
    available_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # What it corrects when that is not a refund, such as a lost chargeback.
    correction: str = Field(
        default="", max_length=80, sa_column_kwargs={"server_default": text("''")}
    )
    # The earning a part of which is reserved by this row and its twin.
    reserve_of: UUID | None = Field(default=None, foreign_key="earnings.id", index=True)
    # Kept by ``holds``: neither released nor paid out while something is undecided.
    is_held: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class EarningHold(Table, table=True):
    """Why the earnings of a vendor order wait: a return, an issue, a dispute, a chargeback.

    ``cause`` names the one that placed it, and lifts it.
    """

    __table_args__ = (
        UniqueConstraint("vendor_order_id", "cause"),
        Index(
            "ix_earning_holds_active",
            "vendor_order_id",
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id")
    cause: str = Field(max_length=80)
    reason: str = Field(max_length=200)
    lifted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
