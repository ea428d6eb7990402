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


class AccountKind(StrEnum):
    GATEWAY_CLEARING = "gateway_clearing"  # asset: money the gateway holds for us
    VENDOR_PENDING = "vendor_pending"  # liability: earned, not yet released
    VENDOR_AVAILABLE = "vendor_available"  # liability: may be paid out
    COMMISSION = "commission"  # revenue
    BUYER_SUSPENSE = "buyer_suspense"  # liability: money without a live order, to be returned


class TransactionKind(StrEnum):
    SALE = "sale"
    REFUND = "refund"
    RELEASE = "release"  # pending -> available
    SUSPENSE = "suspense"  # captured without a live order
    SUSPENSE_REFUND = "suspense_refund"


class EarningStatus(StrEnum):
    PENDING = "pending"
    AVAILABLE = "available"


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
    """What a vendor order (or, negative, a refund of it) earns its vendor, and from when."""

    __table_args__ = (
        Index("ix_earnings_due", "available_at", postgresql_where=text("status = 'pending'")),
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
