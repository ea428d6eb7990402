"""Payments, refunds, gateway facts and the webhook inbox."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.clock import utc_now
from core.kernel.lifecycle import Lifecycle
from core.kernel.money import Money


class PaymentStatus(StrEnum):
    CREATED = "created"
    REQUIRES_ACTION = "requires_action"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    EXPIRED = "expired"
    VOIDED = "voided"
    MISMATCH = "mismatch"  # the gateway confirms another amount, currency or account


PAYMENT_LIFECYCLE = Lifecycle(
    {
        PaymentStatus.CREATED: {
            PaymentStatus.REQUIRES_ACTION,
            PaymentStatus.AUTHORIZED,
            PaymentStatus.CAPTURED,
            PaymentStatus.FAILED,
            PaymentStatus.EXPIRED,
            PaymentStatus.VOIDED,
            PaymentStatus.MISMATCH,
        },
        PaymentStatus.REQUIRES_ACTION: {
            PaymentStatus.AUTHORIZED,
            PaymentStatus.CAPTURED,
            PaymentStatus.FAILED,
            PaymentStatus.EXPIRED,
            PaymentStatus.VOIDED,
            PaymentStatus.MISMATCH,
        },
        PaymentStatus.AUTHORIZED: {
            PaymentStatus.CAPTURED,
            PaymentStatus.VOIDED,
            PaymentStatus.EXPIRED,
            PaymentStatus.MISMATCH,
        },
        # A gateway may still take the money of an attempt that we had given up.
        PaymentStatus.FAILED: {PaymentStatus.CAPTURED, PaymentStatus.AUTHORIZED},
        PaymentStatus.EXPIRED: {PaymentStatus.CAPTURED, PaymentStatus.AUTHORIZED},
    }
)


class Prepaid(StrEnum):
    """Internal providers: value that the market holds for the buyer. A payment of one is
    authorized when the order is made, captured when the order is placed, voided otherwise.
    """

    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    POINTS = "points"


class RefundTo(StrEnum):
    ORIGINAL = "original"  # where the money came from
    STORE_CREDIT = "store_credit"


class RefundStatus(StrEnum):
    REQUESTED = "requested"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "canceled"


REFUND_LIFECYCLE = Lifecycle(
    {
        RefundStatus.REQUESTED: {RefundStatus.PROCESSING, RefundStatus.CANCELED},
        RefundStatus.PROCESSING: {RefundStatus.SUCCEEDED, RefundStatus.FAILED},
        RefundStatus.FAILED: {RefundStatus.PROCESSING},
    }
)


class ReceiptStatus(StrEnum):
    RECEIVED = "received"
    PROCESSED = "processed"
    IGNORED = "ignored"


class Payment(Table, table=True):
    """One attempt to pay an order at one gateway, or what prepaid value pays of it.

    Prepaid payments and at most one of the gateway's attempts pay for the order together.
    """

    __table_args__ = (
        UniqueConstraint("provider", "provider_reference"),
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
        CheckConstraint(
            "captured_minor BETWEEN 0 AND amount_minor", name="captured_within_amount"
        ),
        CheckConstraint(
            "refunded_minor >= 0 AND disputed_minor >= 0 AND "
            "refunded_minor + disputed_minor <= captured_minor",
            name="refunded_within_captured",
        ),
        Index(
            "ix_payments_open",
            "created_at",
            postgresql_where=text("status IN ('created', 'requires_action', 'authorized')"),
        ),
    )

    order_id: UUID = Field(foreign_key="orders.id", index=True)
    attempt: int
    provider: str = Field(max_length=32)
    status: PaymentStatus = Field(
        default=PaymentStatus.CREATED, sa_type=string_enum(PaymentStatus)
    )
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    captured_minor: int = Field(default=0, sa_type=BigInteger)
    refunded_minor: int = Field(default=0, sa_type=BigInteger)
    # Taken back by the buyer's bank, for now or for good: it cannot be refunded as well.
    disputed_minor: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")}
    )
    idempotency_key: str = Field(max_length=80, unique=True)
    account: str = Field(default="", max_length=120)
    way: str = Field(default="card", max_length=16)
    saves_method: bool = False
    saved_method_id: UUID | None = Field(
        default=None, foreign_key="saved_methods.id", ondelete="SET NULL"
    )
    provider_reference: str | None = Field(default=None, max_length=120)
    payment_reference: str | None = Field(default=None, max_length=120)
    redirect_url: str = Field(default="", max_length=1000)
    decline_code: str = Field(default="", max_length=60)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    captured_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # Of prepaid value: the gift card, or the account of credit or points.
    source_id: UUID | None = Field(default=None, index=True)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def is_prepaid(self) -> bool:
        return self.provider in set(Prepaid)


class PaymentAllocation(Table, table=True):
    """Which part of a payment belongs to which vendor order. Sums to the payment, always."""

    __table_args__ = (
        UniqueConstraint("payment_id", "vendor_order_id"),
        CheckConstraint(
            "captured_minor BETWEEN 0 AND amount_minor", name="captured_within_amount"
        ),
        CheckConstraint(
            "refunded_minor BETWEEN 0 AND captured_minor", name="refunded_within_captured"
        ),
    )

    payment_id: UUID = Field(foreign_key="payments.id")
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    amount_minor: int = Field(sa_type=BigInteger)
    captured_minor: int = Field(default=0, sa_type=BigInteger)
    refunded_minor: int = Field(default=0, sa_type=BigInteger)


class PaymentEvent(Table, table=True):
    """What the gateway told us, in order of arrival. Append-only."""

    payment_id: UUID = Field(foreign_key="payments.id", index=True)
    kind: str = Field(max_length=60)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class Refund(Table, table=True):
    """Money on its way back to the buyer. Always names the vendor order and its lines."""

    __table_args__ = (
        CheckConstraint(
            "amount_minor >= 0 AND subsidy_minor >= 0 AND amount_minor + subsidy_minor > 0",
            name="amount_positive",
        ),
        Index(
            "ix_refunds_open",
            "created_at",
            postgresql_where=text("status IN ('requested', 'processing')"),
        ),
    )

    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    payment_id: UUID = Field(foreign_key="payments.id", index=True)
    status: RefundStatus = Field(
        default=RefundStatus.REQUESTED, sa_type=string_enum(RefundStatus)
    )
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    delivery_minor: int = Field(default=0, sa_type=BigInteger)
    commission_minor: int = Field(default=0, sa_type=BigInteger)
    # What the market had paid of a discount and takes back from the vendor with it.
    subsidy_minor: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")}
    )
    reason: str = Field(max_length=200)
    requested_by: str = Field(max_length=64)
    idempotency_key: str = Field(max_length=80, unique=True)
    provider_reference: str | None = Field(default=None, max_length=120)
    failure: str = Field(default="", max_length=200)
    succeeded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class RefundShare(Table, table=True):
    """What of a refund goes back to which of the order's payments. Sums to the refund."""

    __table_args__ = (
        UniqueConstraint("refund_id", "payment_id"),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
    )

    refund_id: UUID = Field(foreign_key="refunds.id", ondelete="CASCADE")
    payment_id: UUID = Field(foreign_key="payments.id", index=True)
    amount_minor: int = Field(sa_type=BigInteger)
    destination: RefundTo = Field(default=RefundTo.ORIGINAL, sa_type=string_enum(RefundTo))


class RefundLine(Table, table=True):
    __table_args__ = (
        UniqueConstraint("refund_id", "order_line_id"),
        CheckConstraint(
            "quantity >= 0 AND amount_minor >= 0 AND subsidy_minor >= 0 AND "
            "amount_minor + subsidy_minor > 0",
            name="not_empty",
        ),
    )

    refund_id: UUID = Field(foreign_key="refunds.id", ondelete="CASCADE")
    order_line_id: UUID = Field(foreign_key="order_lines.id", index=True)
    quantity: int
    amount_minor: int = Field(sa_type=BigInteger)
    commission_minor: int = Field(default=0, sa_type=BigInteger)
    subsidy_minor: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")}
    )
    withheld_minor: int = Field(
        default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": text("0")}
    )


class WebhookReceipt(SQLModel, table=True):
    """The inbox: a gateway's notice is stored once, acknowledged, and worked off by a job."""

    __tablename__ = "webhook_receipts"  # pyright: ignore[reportAssignmentType]

    provider: str = Field(primary_key=True, max_length=32)
    event_id: str = Field(primary_key=True, max_length=120)
    kind: str = Field(max_length=80)
    reference: str = Field(max_length=120, index=True)
    subject: str = Field(default="payment", max_length=16)
    body: bytes
    status: ReceiptStatus = Field(
        default=ReceiptStatus.RECEIVED, sa_type=string_enum(ReceiptStatus)
    )
    received_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime, nullable=False)
    processed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str = Field(default="", max_length=200)
