"""Order issues, the disputes they escalate to, and what banks take back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.money import Money
from core.returns.models import ZERO
from core.returns.statuses import (
    ChargebackStatus,
    DisputeOutcome,
    DisputeStatus,
    IssueKind,
    IssueStatus,
    Side,
)


class OrderIssue(Table, table=True):
    """Something is wrong with what came, or nothing came; no return (yet)."""

    __table_args__ = (
        CheckConstraint("offer_minor >= 0", name="offer_not_negative"),
        CheckConstraint("asked_minor > 0", name="asked_positive"),
        Index("ix_order_issues_vendor_id_status", "vendor_id", "status"),
        Index("ix_order_issues_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
        Index(
            "uq_order_issues_open",
            "vendor_order_id",
            unique=True,
            postgresql_where=text("status NOT IN ('resolved', 'withdrawn')"),
        ),
    )

    number: str = Field(max_length=16, unique=True)
    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    vendor_id: UUID = Field(foreign_key="vendors.id")
    kind: IssueKind = Field(sa_type=string_enum(IssueKind))
    status: IssueStatus = Field(default=IssueStatus.OPEN, sa_type=string_enum(IssueStatus))
    description: str = Field(sa_type=Text)
    currency: str = Field(max_length=3)
    asked_minor: int = Field(sa_type=BigInteger)
    offer_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=ZERO)
    offer_note: str = Field(default="", max_length=1000)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def cause(self) -> str:
        return f"issue:{self.id}"

    @property
    def asked(self) -> Money:
        return Money(self.asked_minor, self.currency)

    @property
    def offer(self) -> Money:
        return Money(self.offer_minor, self.currency)


class IssueLine(Table, table=True):
    """Which pieces it is about."""

    __table_args__ = (
        UniqueConstraint("issue_id", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    issue_id: UUID = Field(foreign_key="order_issues.id", ondelete="CASCADE")
    order_line_id: UUID = Field(foreign_key="order_lines.id", index=True)
    quantity: int


class Dispute(Table, table=True):
    """The market decides between a buyer and a workshop; its earnings wait meanwhile."""

    __table_args__ = (
        CheckConstraint("asked_minor > 0", name="asked_positive"),
        CheckConstraint("decided_minor BETWEEN 0 AND asked_minor", name="decided_within_asked"),
        CheckConstraint(
            "(outcome IS NULL) = (status IN ('open', 'evidence'))", name="decided_with_outcome"
        ),
        Index("ix_disputes_status_due_at", "status", "due_at"),
        Index(
            "uq_disputes_open",
            "vendor_order_id",
            unique=True,
            postgresql_where=text("status <> 'closed'"),
        ),
    )

    number: str = Field(max_length=16, unique=True)
    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    vendor_id: UUID = Field(foreign_key="vendors.id", index=True)
    issue_id: UUID | None = Field(default=None, foreign_key="order_issues.id", unique=True)
    return_id: UUID | None = Field(default=None, foreign_key="return_requests.id", unique=True)
    status: DisputeStatus = Field(
        default=DisputeStatus.OPEN, sa_type=string_enum(DisputeStatus)
    )
    outcome: DisputeOutcome | None = Field(default=None, sa_type=string_enum(DisputeOutcome))
    subject: str = Field(max_length=200)
    currency: str = Field(max_length=3)
    asked_minor: int = Field(sa_type=BigInteger)
    decided_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=ZERO)
    reason: str = Field(default="", max_length=1000)
    buyer_answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    vendor_answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # The present deadline: of the evidence first, of the decision afterwards.
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decide_by: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str = Field(default="", max_length=64)

    @property
    def cause(self) -> str:
        return f"dispute:{self.id}"

    @property
    def asked(self) -> Money:
        return Money(self.asked_minor, self.currency)

    @property
    def decided(self) -> Money:
        return Money(self.decided_minor, self.currency)


class DisputeEvidence(Table, table=True):
    """What one side says and shows. Append-only."""

    dispute_id: UUID = Field(foreign_key="disputes.id", ondelete="CASCADE", index=True)
    side: Side = Field(sa_type=string_enum(Side))
    body: str = Field(sa_type=Text)
    actor: str = Field(max_length=64)


class Chargeback(Table, table=True):
    """The buyer's bank took the money back. It joins the dispute of its vendor order, if any.

    ``disputed_minor`` is the part of ``amount_minor`` that was still ours to lose.
    """

    __table_args__ = (
        UniqueConstraint("provider", "provider_reference"),
        CheckConstraint("amount_minor > 0 AND fee_minor >= 0", name="amounts_positive"),
        CheckConstraint(
            "disputed_minor BETWEEN 0 AND amount_minor", name="disputed_within_amount"
        ),
        Index("ix_chargebacks_status_due_at", "status", "due_at"),
    )

    provider: str = Field(max_length=32)
    provider_reference: str = Field(max_length=120)
    payment_id: UUID = Field(foreign_key="payments.id", index=True)
    order_id: UUID = Field(foreign_key="orders.id", index=True)
    status: ChargebackStatus = Field(
        default=ChargebackStatus.RECEIVED, sa_type=string_enum(ChargebackStatus)
    )
    reason: str = Field(default="", max_length=60)
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    fee_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=ZERO)
    disputed_minor: int = Field(sa_type=BigInteger)
    is_markets_loss: bool = False  # the workshop did all it could: the market bears it
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class ChargebackPart(Table, table=True):
    """A vendor order's share of a chargeback, by what each of them still had of the payment."""

    __table_args__ = (
        UniqueConstraint("chargeback_id", "vendor_order_id"),
        CheckConstraint("amount_minor >= 0 AND commission_minor >= 0", name="not_negative"),
    )

    chargeback_id: UUID = Field(foreign_key="chargebacks.id", ondelete="CASCADE")
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    dispute_id: UUID | None = Field(default=None, foreign_key="disputes.id", index=True)
    amount_minor: int = Field(sa_type=BigInteger)
    commission_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=ZERO)
