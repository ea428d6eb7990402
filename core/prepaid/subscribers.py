"""Orders that are placed hand out gift cards; completed ones earn points, refunds take them
back.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.subscribers import on
from core.orders.events import OrderPlaced, VendorOrderCompleted
from core.payments.events import RefundSucceeded
from core.prepaid.hand_out import hand_out
from core.prepaid.points import earn, reverse_points


@on(OrderPlaced)
async def hand_out_gift_cards(session: AsyncSession, event: OrderPlaced) -> None:
    await hand_out(session, event.order_id)


@on(VendorOrderCompleted)
async def give_points(session: AsyncSession, event: VendorOrderCompleted) -> None:
    await earn(session, event.vendor_order_id)


@on(RefundSucceeded)
async def take_points_back(session: AsyncSession, event: RefundSucceeded) -> None:
    await reverse_points(session, event.vendor_order_id, event.refund_id)
