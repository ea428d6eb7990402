"""Mails about what buyers and workshops write each other."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.urls import order_link
from core.events.subscribers import on
from core.notifications.compose import orders
from core.notifications.outbox import post
from core.notifications.recipients import tell_workshop
from core.orders.events import OrderMessageWritten
from core.orders.message_queries import find_message
from core.orders.models import Order
from core.orders.read_models import order_detail


@on(OrderMessageWritten)
async def mail_message(session: AsyncSession, event: OrderMessageWritten) -> None:
    message = await find_message(session, event.message_id)
    if message is None:
        return
    order = await session.get_one(Order, event.order_id)
    detail = await order_detail(session, order)
    part = next(each for each in detail.parts if each.id == message.vendor_order_id)
    if event.is_from_buyer:
        letter = orders.message_to_workshop(detail, part, message.id, message.body)
        await tell_workshop(session, part.vendor_id, letter)
    else:
        letter = orders.message_to_buyer(
            detail, part, message.id, message.body, order_link(order)
        )
        await post(session, letter, detail.email)
