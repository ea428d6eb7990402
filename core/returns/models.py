"""Returns with their lines, withdrawals, and the timeline and pictures of every case.

``due_at`` of a case is when its present status ends by itself; a job works it off.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.money import Money
from core.returns.statuses import (
    Condition,
    Disposition,
    ExchangeStatus,
    Resolution,
    ReturnReason,
    ReturnStatus,
)

ZERO: dict[str, Any] = {"server_default": text("0")}


class Withdrawal(Table, table=True):
    """A consumer's statement under article 11a of Directive 2011/83/EU, as it came in."""

    number: str = Field(max_length=16, unique=True)
    order_id: UUID = Field(foreign_key="orders.id", index=True)
    name: str = Field(max_length=120)
    email: str = Field(max_length=254)
    note: str = Field(default="", max_length=1000)
    # What it named: line ids with units. Empty means the whole order.
    units: dict[str, int] = Field(default_factory=dict, sa_type=JSONB)


class ReturnRequest(Table, table=True):
    """Permission, receipt and money of pieces that come back to one workshop. ``number`` is
    its RMA.
    """

    __table_args__ = (
        CheckConstraint("refund_minor >= 0 AND offer_minor >= 0", name="amounts_positive"),
        Index("ix_return_requests_vendor_id_status", "vendor_id", "status"),
        Index("ix_return_requests_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )

    number: str = Field(max_length=16, unique=True)
    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    vendor_id: UUID = Field(foreign_key="vendors.id")
    withdrawal_id: UUID | None = Field(default=None, foreign_key="withdrawals.id", index=True)
    status: ReturnStatus = Field(
        default=ReturnStatus.REQUESTED, sa_type=string_enum(ReturnStatus)
    )
    resolution: Resolution = Field(sa_type=string_enum(Resolution))
    reason: ReturnReason = Field(sa_type=string_enum(ReturnReason))
    note: str = Field(default="", max_length=1000)
    currency: str = Field(max_length=3)
    # What the buyer would like to have back, or is offered, for keeping the piece.
    offer_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=ZERO)
    refund_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=ZERO)
    refund_attempts: int = Field(default=0, sa_column_kwargs=ZERO)
    vendor_pays_postage: bool = False
    gives_delivery_back: bool = False  # a withdrawal returns the standard delivery, too
    return_to: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    decision: str = Field(default="", max_length=500)  # the vendor's words
    carrier: str = Field(default="", max_length=60)
    tracking_number: str = Field(default="", max_length=60)
    tracking_url: str = Field(default="", max_length=300)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    received_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def cause(self) -> str:
        return f"return:{self.id}"

    @property
    def refund(self) -> Money:
        return Money(self.refund_minor, self.currency)

    @property
    def offer(self) -> Money:
        return Money(self.offer_minor, self.currency)


class ReturnLine(Table, table=True):
    """Units of a line that come back, what they are like, and what becomes of them."""

    __table_args__ = (
        UniqueConstraint("return_id", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("restocked BETWEEN 0 AND quantity", name="restocked_within_quantity"),
        CheckConstraint("withheld_minor >= 0", name="withheld_not_negative"),
    )

    return_id: UUID = Field(foreign_key="return_requests.id", ondelete="CASCADE")
    order_line_id: UUID = Field(foreign_key="order_lines.id", index=True)
    quantity: int
    condition: Condition | None = Field(default=None, sa_type=string_enum(Condition))
    disposition: Disposition | None = Field(default=None, sa_type=string_enum(Disposition))
    restocked: int = Field(default=0, sa_column_kwargs=ZERO)
    withheld_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=ZERO)
    withheld_because: str = Field(default="", max_length=300)


class Exchange(Table, table=True):
    """The replacement of one returned line: held for it at once, sent when it came back.

    ``difference_minor``: a dearer replacement asks the buyer for it, a cheaper one gives back.
    """

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        UniqueConstraint("return_line_id"),
    )

    return_id: UUID = Field(foreign_key="return_requests.id", ondelete="CASCADE", index=True)
    return_line_id: UUID = Field(foreign_key="return_lines.id", ondelete="CASCADE")
    variant_id: UUID = Field(foreign_key="product_variants.id", index=True)
    location_id: UUID | None = Field(default=None, foreign_key="stock_locations.id")
    title: str = Field(max_length=200)
    options: list[str] = Field(default_factory=list, sa_type=JSONB)
    quantity: int
    unit_minor: int = Field(sa_type=BigInteger)
    difference_minor: int = Field(sa_type=BigInteger)
    status: ExchangeStatus = Field(
        default=ExchangeStatus.RESERVED, sa_type=string_enum(ExchangeStatus)
    )
    carrier: str = Field(default="", max_length=60)
    tracking_number: str = Field(default="", max_length=60)
    tracking_url: str = Field(default="", max_length=300)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CaseEvent(Table, table=True):
    """A line of the timeline of a return, an issue or a dispute. Append-only."""

    __table_args__ = (
        CheckConstraint("num_nonnulls(return_id, issue_id, dispute_id) = 1", name="one_case"),
    )

    return_id: UUID | None = Field(
        default=None, foreign_key="return_requests.id", ondelete="CASCADE", index=True
    )
    issue_id: UUID | None = Field(
        default=None, foreign_key="order_issues.id", ondelete="CASCADE", index=True
    )
    dispute_id: UUID | None = Field(
        default=None, foreign_key="disputes.id", ondelete="CASCADE", index=True
    )
    from_status: str | None = Field(default=None, max_length=32)
    to_status: str | None = Field(default=None, max_length=32)
    message: str = Field(max_length=1000)
    actor: str = Field(max_length=64)


class CasePhoto(Table, table=True):
    """A picture about an order: sent first, then bound to the case that it shows."""

    order_id: UUID = Field(foreign_key="orders.id", index=True)
    media_id: UUID = Field(foreign_key="media_assets.id", index=True)
    sent_by: str = Field(max_length=64)
    return_id: UUID | None = Field(
        default=None, foreign_key="return_requests.id", ondelete="CASCADE", index=True
    )
    issue_id: UUID | None = Field(
        default=None, foreign_key="order_issues.id", ondelete="CASCADE", index=True
    )
    evidence_id: UUID | None = Field(
        default=None, foreign_key="dispute_evidences.id", ondelete="CASCADE", index=True
    )
