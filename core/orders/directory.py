"""Orders as operators look them up."""

from collections.abc import AsyncIterator

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.orders import staff_queries
from core.orders.models import Order
from core.orders.order_filter import OrderFilter
from core.orders.statuses import OrderStatus

WALK = 500


async def list_orders(
    session: AsyncSession,
    principal: Principal,
    wanted: OrderFilter,
    *,
    page: int = 1,
    size: int = 25,
) -> Page[Order]:
    principal.require_staff()
    return await staff_queries.list_orders(session, wanted, page=page, size=size)


async def count_by_status(
    session: AsyncSession, principal: Principal
) -> dict[OrderStatus, int]:
    principal.require_staff()
    return await staff_queries.count_by_status(session)


async def walk_orders(
    session: AsyncSession, principal: Principal, wanted: OrderFilter
) -> AsyncIterator[Order]:
    """All that match, newest first, a few hundred in memory at a time."""
    principal.require_staff()
    last = None
    while rows := await staff_queries.list_orders_before(session, wanted, last, size=WALK):
        for order in rows:
            yield order
        last = rows[-1].id
        session.expunge_all()
