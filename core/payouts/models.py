"""Payouts, what they are made of, where they go, and when."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from core.db.base import Table
from core.db.sealed import SealedText
from core.db.types import UtcDateTime, string_enum
from core.kernel.lifecycle import Lifecycle
from core.kernel.money import Money


class PayoutStatus(StrEnum):
    DRAFT = "draft"  # its earnings are stamped; over the limit it waits for a second person
    APPROVED = "approved"
    PROCESSING = "processing"  # asked for: the outcome may be unknown
    IN_TRANSIT = "in_transit"  # the provider or bank has it
    PAID = "paid"
    FAILED = "failed"  # a definite no; tried again as the same payout, or canceled
    RETURNED = "returned"  # sent back by the vendor's bank
    CANCELED = "canceled"


PAYOUT_LIFECYCLE = Lifecycle(
    {
        PayoutStatus.DRAFT: {PayoutStatus.APPROVED, PayoutStatus.CANCELED},
        PayoutStatus.APPROVED: {PayoutStatus.PROCESSING, PayoutStatus.CANCELED},
        PayoutStatus.PROCESSING: {PayoutStatus.IN_TRANSIT, PayoutStatus.FAILED},
        PayoutStatus.IN_TRANSIT: {PayoutStatus.PAID, PayoutStatus.FAILED},
        PayoutStatus.FAILED: {PayoutStatus.APPROVED, PayoutStatus.CANCELED},
        PayoutStatus.PAID: {PayoutStatus.RETURNED},
    }
)
# Whose earnings are stamped by it: neither free again nor paid.
UNDER_WAY = (
    PayoutStatus.DRAFT,
    PayoutStatus.APPROVED,
    PayoutStatus.PROCESSING,
    PayoutStatus.IN_TRANSIT,
    PayoutStatus.FAILED,
)


class PayoutMethod(StrEnum):
    """How money leaves. All but SEPA are providers of the payout port."""

    SANDBOX = "sandbox"
    STRIPE = "stripe"
    PAYPAL = "paypal"
    SEPA = "sepa"


class PayoutSchedule(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class SepaFileStatus(StrEnum):
    MADE = "made"
    SENT = "sent"
    EXECUTED = "executed"


SEPA_FILE_LIFECYCLE = Lifecycle(
    {
        SepaFileStatus.MADE: {SepaFileStatus.SENT},
        SepaFileStatus.SENT: {SepaFileStatus.EXECUTED},
    }
)


class PayoutAccount(Table, table=True):
    """Where a vendor is paid. Only ``last4`` is ever shown; a change makes a new row that may
    be used after a rest, so that whoever took over an account cannot empty it at once.
    """

    __table_args__ = (
        Index(
            "uq_payout_accounts_current",
            "vendor_id",
            unique=True,
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    vendor_id: UUID = Field(foreign_key="vendors.id", index=True)
    method: PayoutMethod = Field(sa_type=string_enum(PayoutMethod))
    holder: str = Field(max_length=70)
    destination: str = Field(sa_type=SealedText("payout_destination"), repr=False)  # pyright: ignore[reportArgumentType]
    last4: str = Field(max_length=4)
    bic: str = Field(default="", max_length=11)
    usable_from: datetime = Field(sa_type=UtcDateTime)
    replaced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    added_by: str = Field(max_length=64)


class PayoutPlan(Table, table=True):
    """When a vendor is paid, from which amount on, and what staff have decided about it.

    ``on_day`` is the weekday (Monday is 1) or the day of the month. Without a reserve of its
    own a new vendor has that of the settings.
    """

    __table_args__ = (
        CheckConstraint("on_day BETWEEN 1 AND 28", name="day_in_range"),
        CheckConstraint("minimum_minor > 0", name="minimum_positive"),
        CheckConstraint("reserve_bps BETWEEN 0 AND 10000", name="reserve_in_range"),
    )

    vendor_id: UUID = Field(foreign_key="vendors.id", unique=True)
    schedule: PayoutSchedule = Field(
        default=PayoutSchedule.WEEKLY, sa_type=string_enum(PayoutSchedule)
    )
    on_day: int = 1
    minimum_minor: int = Field(sa_type=BigInteger)
    next_on: date = Field(index=True)
    paused_reason: str = Field(default="", max_length=200)
    reserve_bps: int | None = None
    reserve_days: int | None = None


class Payout(Table, table=True):
    """A sum of stamped earnings on its way to the vendor. ``provider_key`` is stored before the
    provider is called and stays while the outcome is unknown.
    """

    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("closing_minor = opening_minor - amount_minor", name="balance_adds_up"),
        CheckConstraint(
            "status NOT IN ('processing', 'in_transit', 'paid', 'returned') "
            "OR provider_key <> ''",
            name="key_before_call",
        ),
        CheckConstraint(
            "NOT needs_approval OR approved_by IS DISTINCT FROM made_by", name="four_eyes"
        ),
        Index("ix_payouts_vendor_id_status", "vendor_id", "status"),
    )

    number: str = Field(max_length=16, unique=True)
    vendor_id: UUID = Field(foreign_key="vendors.id")
    account_id: UUID = Field(foreign_key="payout_accounts.id", index=True)
    method: PayoutMethod = Field(sa_type=string_enum(PayoutMethod))
    status: PayoutStatus = Field(
        default=PayoutStatus.DRAFT, sa_type=string_enum(PayoutStatus), index=True
    )
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    # What the vendor had available before and after the stamp.
    opening_minor: int = Field(sa_type=BigInteger)
    closing_minor: int = Field(sa_type=BigInteger)
    made_by: str = Field(max_length=64)
    needs_approval: bool = False
    approved_by: str | None = Field(default=None, max_length=64)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempt: int = 0
    provider_key: str = Field(default="", max_length=80)
    provider_reference: str | None = Field(default=None, max_length=120)
    failure: str = Field(default="", max_length=200)
    sepa_file_id: UUID | None = Field(default=None, foreign_key="sepa_files.id", index=True)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    paid_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class PayoutItem(Table, table=True):
    """An earning in a payout. It is in at most one that lives: canceled and returned payouts
    keep their lines and give the earnings free.
    """

    __table_args__ = (
        UniqueConstraint("payout_id", "earning_id"),
        Index(
            "uq_payout_items_live",
            "earning_id",
            unique=True,
            postgresql_where=text("is_live"),
        ),
    )

    payout_id: UUID = Field(foreign_key="payouts.id")
    earning_id: UUID = Field(foreign_key="earnings.id", index=True)
    amount_minor: int = Field(sa_type=BigInteger)
    is_live: bool = True


class PayoutEvent(Table, table=True):
    """History row of every move of a payout."""

    payout_id: UUID = Field(foreign_key="payouts.id", index=True)
    from_status: str | None = Field(default=None, max_length=32)
    to_status: str = Field(max_length=32)
    actor: str = Field(max_length=64)
    message: str = Field(default="", max_length=300)


class SepaFile(Table, table=True):
    """A credit transfer file of payouts: made once, downloaded as often as needed, handed to
    the
    bank by a person.
    """

    __table_args__ = (CheckConstraint("payments > 0 AND total_minor > 0", name="not_empty"),)

    message_id: str = Field(max_length=35, unique=True)
    status: SepaFileStatus = Field(
        default=SepaFileStatus.MADE, sa_type=string_enum(SepaFileStatus)
    )
    payments: int
    total_minor: int = Field(sa_type=BigInteger)
    execute_on: date
    made_by: str = Field(max_length=64)
    sent_by: str | None = Field(default=None, max_length=64)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
