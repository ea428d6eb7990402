"""The workshop says yes: it will send this."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.principal import Principal, VendorRole
from core.orders import queries
from core.orders.events import VendorOrderAccepted
from core.orders.history import move_vendor_order
from core.orders.models import VendorOrder
from core.orders.statuses import VendorOrderStatus


async def accept_vendor_order(
    session: AsyncSession, caller: Principal, vendor_order_id: UUID
) -> VendorOrder:
    vendor_id = caller.require_vendor(VendorRole.ORDERS)
    order, vendor_order = await queries.lock_own_vendor_order(
        session, vendor_id, vendor_order_id
    )
    move_vendor_order(
        session,
        vendor_order,
        VendorOrderStatus.ACCEPTED,
        caller,
        "The workshop has accepted your order.",
    )
    await emit(session, VendorOrderAccepted(order_id=order.id, vendor_order_id=vendor_order.id))
    return vendor_order
