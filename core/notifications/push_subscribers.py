"""Who is told of an order when nobody looks at the shop."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.subscribers import on
from core.notifications.compose.parts import part_of
from core.notifications.push import PushKind, notify
from core.notifications.wording import days
from core.orders.events import ParcelDelivered, ParcelHandedOver
from core.orders.models import Order
from core.orders.read_models import order_detail


@on(ParcelHandedOver)
async def push_shipment(session: AsyncSession, event: ParcelHandedOver) -> None:
    order = await session.get_one(Order, event.order_id)
    if order.user_id is None:
        return
    part = part_of(await order_detail(session, order), event.vendor_order_id)
    arrival = days(part.arrives_from, part.arrives_until)
    await notify(
        session,
        order.user_id,
        PushKind.ORDER_SHIPPED,
        "Your parcel is on its way",
        f"{part.vendor_name} has sent it." + (f" Expected {arrival}." if arrival else ""),
        _page(order.number),
    )


@on(ParcelDelivered)
async def push_delivery(session: AsyncSession, event: ParcelDelivered) -> None:
    order = await session.get_one(Order, event.order_id)
    if order.user_id is None:
        return
    name = await _workshop(session, order, event.vendor_order_id)
    await notify(
        session,
        order.user_id,
        PushKind.ORDER_DELIVERED,
        "Your parcel has arrived",
        f"{name}’s parcel is delivered, the carrier says.",
        _page(order.number),
    )


async def _workshop(session: AsyncSession, order: Order, vendor_order_id: UUID) -> str:
    return part_of(await order_detail(session, order), vendor_order_id).vendor_name


def _page(number: str) -> str:
    return f"/orders/{number}"
