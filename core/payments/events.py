"""What gateways tell and what we did about it."""

from datetime import datetime
from uuid import UUID

from core.events.base import AboutOrder


class PaymentCaptured(AboutOrder):
    payment_id: UUID
    amount_minor: int
    currency: str


class PaymentFailed(AboutOrder):
    """A definite no from the gateway. ``decline_code`` is the gateway's word for why."""

    payment_id: UUID
    decline_code: str


class PaymentMismatched(AboutOrder):
    """The gateway confirmed another amount, currency or account than we asked for."""

    payment_id: UUID


class DisputeTold(AboutOrder):
    """A gateway tells of a dispute, or of its next step. ``reference`` is the gateway's."""

    payment_id: UUID
    provider: str
    reference: str
    status: str
    reason: str
    amount_minor: int
    currency: str
    evidence_due: datetime | None


class RefundSucceeded(AboutOrder):
    refund_id: UUID
    vendor_order_id: UUID
    amount_minor: int
    currency: str


class RefundFailed(AboutOrder):
    refund_id: UUID
    failure: str
