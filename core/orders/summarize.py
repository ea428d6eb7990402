"""Recompute stored summaries after a part has changed, under the locks of the use case."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.orders import queries
from core.orders.derive import fulfillment_of, order_fulfillment
from core.orders.models import Order, OrderLine, VendorOrder


async def summarize(
    session: AsyncSession, order: Order, vendor_order: VendorOrder, lines: Sequence[OrderLine]
) -> None:
    await session.flush()
    parcels = await queries.lock_parcels(session, vendor_order.id)
    vendor_order.fulfillment_status = fulfillment_of(lines, parcels)
    await session.flush()
    parts = await queries.lock_vendor_orders(session, order.id)
    order.fulfillment_status = order_fulfillment(parts)
