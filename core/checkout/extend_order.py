"""Hold an unpaid order a while longer, for somebody who needs more time to pay."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.errors import NotPayable
from core.checkout.hold_stock import hold_stock
from core.checkout.place_order import PAYMENT_WINDOW
from core.kernel.principal import GUEST
from core.orders import queries as orders
from core.orders.statuses import OrderStatus

# More than ten times the usual window, and not for ever: others wait for these pieces.
LONGEST = 11 * PAYMENT_WINDOW


async def extend_order(session: AsyncSession, number: str, token: str) -> datetime:
    """Whoever holds the order's link has another window from now; returns when it ends."""
    found = await orders.get_by_token(session, number, token)
    order = await orders.lock_order(session, found.id)
    if order.status is not OrderStatus.PENDING_PAYMENT:
        raise NotPayable
    now = await orders.db_now(session)
    until = min(now + PAYMENT_WINDOW, order.created_at + LONGEST)
    order.expires_at = max(order.expires_at, until)
    await hold_stock(session, order, actor=GUEST.actor)
    return order.expires_at


async def seconds_left(session: AsyncSession, deadline: datetime) -> int:
    """Until ``deadline``, by the database's clock, which also ends it."""
    return max(0, int((deadline - await orders.db_now(session)) / timedelta(seconds=1)))
