"""Make sure an unpaid order still holds its goods."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.inventory import queries as inventory
from core.inventory.reserve import reserve
from core.orders import queries as orders
from core.orders.models import Order


async def hold_stock(session: AsyncSession, order: Order, *, actor: str) -> None:
    """Hold again what an ended attempt gave back; raises ``OutOfStock`` if it is gone.

    Active holds only get the order's new deadline.
    """
    holds = await inventory.lock_reservations(session, order.id)
    for hold in holds:
        hold.expires_at = order.expires_at
    held = {hold.variant_id for hold in holds}
    lines = await orders.lines_of_order(session, order.id)
    missing = {line.variant_id: line.quantity for line in lines if line.variant_id not in held}
    if missing:
        await reserve(session, order.id, missing, expires_at=order.expires_at, actor=actor)
