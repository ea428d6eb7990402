"""What happens to orders."""

from uuid import UUID

from core.events.base import DomainEvent


class OrderPlaced(DomainEvent):
    """The order is paid (or authorized): vendors may start."""

    order_id: UUID


class OrderExpired(DomainEvent):
    """No payment arrived in time; its stock is free again."""

    order_id: UUID


class OrderCanceled(DomainEvent):
    order_id: UUID
    reason: str


class VendorOrderAccepted(DomainEvent):
    order_id: UUID
    vendor_order_id: UUID


class VendorOrderDeclined(DomainEvent):
    order_id: UUID
    vendor_order_id: UUID
    reason: str


class VendorOrderCanceled(DomainEvent):
    order_id: UUID
    vendor_order_id: UUID
    reason: str


class ParcelPacked(DomainEvent):
    order_id: UUID
    vendor_order_id: UUID
    fulfillment_id: UUID


class ParcelHandedOver(DomainEvent):
    """Shipped: the carrier has it."""

    order_id: UUID
    vendor_order_id: UUID
    fulfillment_id: UUID


class ParcelDelivered(DomainEvent):
    order_id: UUID
    vendor_order_id: UUID
    fulfillment_id: UUID


class VendorOrderDelivered(DomainEvent):
    order_id: UUID
    vendor_order_id: UUID


class VendorOrderCompleted(DomainEvent):
    order_id: UUID
    vendor_order_id: UUID
