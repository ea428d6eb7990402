"""Words between a buyer and a workshop about one part of an order."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.errors import Conflict, Invalid
from core.kernel.principal import Principal, VendorRole
from core.orders import message_queries, queries
from core.orders.errors import NoSuchOrder
from core.orders.events import OrderMessageWritten
from core.orders.models import Order, OrderMessage, VendorOrder
from core.orders.statuses import OrderStatus

LONGEST, MOST, SHOWN = 1000, 200, 50


async def order_of_buyer(
    session: AsyncSession, caller: Principal, number: str, token: str
) -> Order:
    """By the secret of the link, or as the account that it belongs to."""
    if token:
        return await queries.get_by_token(session, number, token)
    return await queries.get_of_user(session, caller.require_user(), number)


async def write_as_buyer(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part_number: str,
    body: str,
) -> OrderMessage:
    """``order`` is one that ``order_of_buyer`` has let the caller see."""
    if order.status is not OrderStatus.PLACED:
        raise Conflict("Messages can be sent once the order is placed.")
    parts = await queries.vendor_orders_of(session, order.id)
    part = next((each for each in parts if each.number == part_number), None)
    if part is None:
        raise NoSuchOrder
    return await _write(session, caller, part, body, is_from_buyer=True)


async def write_as_workshop(
    session: AsyncSession, caller: Principal, vendor_order_id: UUID, body: str
) -> OrderMessage:
    vendor_id = caller.require_vendor(VendorRole.ORDERS, VendorRole.SUPPORT)
    _, part = await queries.lock_own_vendor_order(session, vendor_id, vendor_order_id)
    return await _write(session, caller, part, body, is_from_buyer=False)


async def list_messages(
    session: AsyncSession, vendor_order_ids: Sequence[UUID]
) -> Sequence[OrderMessage]:
    """Of parts that the caller has been let see."""
    return await message_queries.list_messages(session, vendor_order_ids, most=SHOWN)


async def _write(
    session: AsyncSession,
    caller: Principal,
    part: VendorOrder,
    typed: str,
    *,
    is_from_buyer: bool,
) -> OrderMessage:
    body = typed.replace("\r\n", "\n").replace("\x00", "").strip()
    if not body:
        raise Invalid("Write something first.", field="body")
    if len(body) > LONGEST:
        raise Invalid(f"At most {LONGEST:,} characters.", field="body")
    if await message_queries.count_messages(session, part.id) >= MOST:
        raise Conflict("This conversation is full. Write a mail instead.")
    message = OrderMessage(
        vendor_order_id=part.id, is_from_buyer=is_from_buyer, actor=caller.actor, body=body
    )
    session.add(message)
    await session.flush()
    await emit(
        session,
        OrderMessageWritten(
            order_id=part.order_id, message_id=message.id, is_from_buyer=is_from_buyer
        ),
    )
    return message
