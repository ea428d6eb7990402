"""What gateways tell and what we did about it."""

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


class RefundSucceeded(AboutOrder):
    refund_id: UUID
    vendor_order_id: UUID
    amount_minor: int
    currency: str


class RefundFailed(AboutOrder):
    refund_id: UUID
    failure: str
