"""What gateways tell and what we did about it."""

from uuid import UUID

from core.events.base import DomainEvent


class PaymentCaptured(DomainEvent):
    payment_id: UUID
    order_id: UUID
    amount_minor: int
    currency: str


class PaymentFailed(DomainEvent):
    """A definite no from the gateway. ``decline_code`` is the gateway's word for why."""

    payment_id: UUID
    order_id: UUID
    decline_code: str


class PaymentMismatched(DomainEvent):
    """The gateway confirmed another amount, currency or account than we asked for."""

    payment_id: UUID
    order_id: UUID


class RefundSucceeded(DomainEvent):
    refund_id: UUID
    order_id: UUID
    vendor_order_id: UUID
    amount_minor: int
    currency: str


class RefundFailed(DomainEvent):
    refund_id: UUID
    order_id: UUID
    failure: str
