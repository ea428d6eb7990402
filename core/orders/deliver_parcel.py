"""A parcel arrived: when it was the last one, the buyer's window and the vendor's earnings
start.
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.clock import utc_now
from core.kernel.principal import Principal, VendorRole
from core.ledger.release_earnings import schedule_release
from core.orders import queries
from core.orders.events import ParcelDelivered, VendorOrderDelivered
from core.orders.history import move_parcel, move_vendor_order
from core.orders.models import Fulfillment, Order, VendorOrder
from core.orders.statuses import FulfillmentStatus, OrderFulfillmentStatus, VendorOrderStatus
from core.orders.summarize import summarize
from core.settings import settings


async def deliver_parcel(
    session: AsyncSession, caller: Principal, vendor_order_id: UUID, fulfillment_id: UUID
) -> Fulfillment:
    """Told by the vendor (with proof), staff, or a carrier's feed (the system)."""
    vendor_id = (
        None
        if caller.is_system or caller.is_staff
        else caller.require_vendor(VendorRole.ORDERS)
    )
    order, vendor_order = await queries.lock_own_vendor_order(
        session, vendor_id, vendor_order_id
    )
    parcel = await queries.lock_parcel(session, vendor_order.id, fulfillment_id)
    parcel.delivered_at = utc_now()
    move_parcel(
        session,
        order.id,
        parcel,
        FulfillmentStatus.DELIVERED,
        caller,
        f"Parcel {parcel.number} was delivered.",
    )
    lines = await queries.lock_lines(session, vendor_order.id)
    await summarize(session, order, vendor_order, lines)
    await emit(
        session,
        ParcelDelivered(
            order_id=order.id, vendor_order_id=vendor_order.id, fulfillment_id=parcel.id
        ),
    )
    if vendor_order.fulfillment_status is OrderFulfillmentStatus.DELIVERED:
        await complete_delivery(session, caller, order, vendor_order)
    return parcel


async def complete_delivery(
    session: AsyncSession, caller: Principal, order: Order, vendor_order: VendorOrder
) -> None:
    vendor_order.delivered_at = utc_now()
    move_vendor_order(
        session,
        vendor_order,
        VendorOrderStatus.DELIVERED,
        caller,
        "Everything has been delivered.",
    )
    window = timedelta(days=settings().earnings_window_days)
    await schedule_release(session, vendor_order.id, vendor_order.delivered_at + window)
    await emit(
        session, VendorOrderDelivered(order_id=order.id, vendor_order_id=vendor_order.id)
    )
