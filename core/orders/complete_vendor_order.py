"""The buyer's window is over: nothing more can happen to this part of the order."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.clock import utc_now
from core.kernel.principal import SYSTEM
from core.orders import queries
from core.orders.events import VendorOrderCompleted
from core.orders.history import move_vendor_order
from core.orders.statuses import VendorOrderStatus


async def complete_vendor_order(session: AsyncSession, vendor_order_id: UUID) -> None:
    order, vendor_order = await queries.lock_own_vendor_order(session, None, vendor_order_id)
    if vendor_order.status is not VendorOrderStatus.DELIVERED:
        return
    vendor_order.completed_at = utc_now()
    move_vendor_order(
        session, vendor_order, VendorOrderStatus.COMPLETED, SYSTEM, "This order is complete."
    )
    await emit(
        session, VendorOrderCompleted(order_id=order.id, vendor_order_id=vendor_order.id)
    )
