"""Summary statuses: pure functions of the parts, stored for lists, recomputed under the
lock.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from core.orders.models import Fulfillment, FulfillmentLine, Order, OrderLine, VendorOrder
from core.orders.statuses import (
    FulfillmentStatus,
    OrderFulfillmentStatus,
    OrderPaymentStatus,
    VendorOrderStatus,
)

DEAD = {VendorOrderStatus.CANCELED, VendorOrderStatus.DECLINED, VendorOrderStatus.EXPIRED}


def unpacked(
    lines: Iterable[OrderLine], packed: Iterable[tuple[Fulfillment, FulfillmentLine]]
) -> dict[UUID, int]:
    """Units of each line that still have to leave and lie in no parcel."""
    left = {line.id: line.quantity_open for line in lines}
    for parcel, row in packed:
        if parcel.status is FulfillmentStatus.PACKED:
            left[row.order_line_id] -= row.quantity
    return left


def fulfillment_of(
    lines: Sequence[OrderLine], parcels: Iterable[Fulfillment]
) -> OrderFulfillmentStatus:
    """From units handed over, and delivered once every parcel that left has arrived."""
    if all(line.quantity_canceled == line.quantity for line in lines):
        return OrderFulfillmentStatus.CANCELED
    if not any(line.quantity_fulfilled for line in lines):
        return OrderFulfillmentStatus.UNFULFILLED
    if any(line.quantity_open for line in lines):
        return OrderFulfillmentStatus.PARTIAL
    sent = [p for p in parcels if p.status is not FulfillmentStatus.CANCELED]
    if all(p.status is FulfillmentStatus.DELIVERED for p in sent):
        return OrderFulfillmentStatus.DELIVERED
    return OrderFulfillmentStatus.FULFILLED


def order_fulfillment(vendor_orders: Sequence[VendorOrder]) -> OrderFulfillmentStatus:
    """The parent's summary: canceled parts do not count unless all are."""
    live = [v.fulfillment_status for v in vendor_orders if v.status not in DEAD]
    if not live:
        return OrderFulfillmentStatus.CANCELED
    if len(set(live)) == 1:
        return live[0]
    if set(live) <= {OrderFulfillmentStatus.FULFILLED, OrderFulfillmentStatus.DELIVERED}:
        return OrderFulfillmentStatus.FULFILLED
    return OrderFulfillmentStatus.PARTIAL


def payment_status_of(order: Order, captured_minor: int) -> OrderPaymentStatus:
    if captured_minor == 0 and order.total_minor > 0:
        return OrderPaymentStatus.NONE
    if order.refunded_minor == 0:
        return OrderPaymentStatus.PAID
    if order.refunded_minor < order.total_minor:
        return OrderPaymentStatus.PARTIALLY_REFUNDED
    return OrderPaymentStatus.REFUNDED
