"""What happens to orders."""

from uuid import UUID

from core.events.base import AboutOrder


class OrderPlaced(AboutOrder):
    """The order is paid (or authorized): vendors may start."""


class OrderExpired(AboutOrder):
    """No payment arrived in time; its stock is free again."""


class OrderCanceled(AboutOrder):
    reason: str


class VendorOrderAccepted(AboutOrder):
    vendor_order_id: UUID


class VendorOrderDeclined(AboutOrder):
    vendor_order_id: UUID
    reason: str


class VendorOrderCanceled(AboutOrder):
    vendor_order_id: UUID
    reason: str


class UnitsCanceled(AboutOrder):
    """Some pieces of a part, by line, will not be sent; the rest goes on."""

    vendor_order_id: UUID
    units: dict[UUID, int]
    reason: str


class OrderMessageWritten(AboutOrder):
    """``is_from_buyer`` or from the workshop of the part that it is about."""

    message_id: UUID
    is_from_buyer: bool


class OrderAddressChanged(AboutOrder):
    """By its buyer, before anything was packed."""


class ParcelPacked(AboutOrder):
    vendor_order_id: UUID
    fulfillment_id: UUID


class ParcelHandedOver(AboutOrder):
    """Shipped: the carrier has it."""

    vendor_order_id: UUID
    fulfillment_id: UUID


class ParcelDelivered(AboutOrder):
    vendor_order_id: UUID
    fulfillment_id: UUID


class VendorOrderDelivered(AboutOrder):
    vendor_order_id: UUID


class VendorOrderCompleted(AboutOrder):
    vendor_order_id: UUID
