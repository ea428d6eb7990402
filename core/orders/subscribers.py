"""Whatever happens to an order, the pages that show it look again."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.pubsub import publish
from core.events.base import AboutOrder
from core.events.subscribers import on
from core.orders import queries
from core.orders.events import (
    OrderAddressChanged,
    OrderCanceled,
    OrderExpired,
    OrderMessageWritten,
    OrderPlaced,
    ParcelDelivered,
    ParcelHandedOver,
    ParcelPacked,
    UnitsCanceled,
    VendorOrderAccepted,
    VendorOrderCanceled,
    VendorOrderCompleted,
    VendorOrderDeclined,
    VendorOrderDelivered,
)
from core.payments.events import PaymentFailed, RefundFailed, RefundSucceeded

ORDERS = "orders"


def order_channel(order_id: UUID) -> str:
    return f"order:{order_id}"


def vendor_channel(vendor_id: UUID) -> str:
    """Heard by the pages of one workshop: its list, its dashboard."""
    return f"vendor:{vendor_id}"


@on(
    OrderAddressChanged,
    OrderMessageWritten,
    OrderCanceled,
    OrderExpired,
    OrderPlaced,
    ParcelDelivered,
    ParcelHandedOver,
    ParcelPacked,
    PaymentFailed,
    RefundFailed,
    RefundSucceeded,
    UnitsCanceled,
    VendorOrderAccepted,
    VendorOrderCanceled,
    VendorOrderCompleted,
    VendorOrderDeclined,
    VendorOrderDelivered,
)
async def tell_pages(session: AsyncSession, event: AboutOrder) -> None:
    await publish(order_channel(event.order_id))
    await publish(ORDERS, str(event.order_id))
    for part in await queries.vendor_orders_of(session, event.order_id):
        await publish(vendor_channel(part.vendor_id), str(event.order_id))
