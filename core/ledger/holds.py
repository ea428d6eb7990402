"""Earnings wait while something about their vendor order is undecided.

``is_held`` is kept on the earnings themselves, under their locks: a release that runs at the
same time sees the row change and leaves it, whoever came first.
"""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.ledger import queries
from core.ledger.models import EarningHold


async def place_hold(
    session: AsyncSession, vendor_order_id: UUID, *, cause: str, reason: str
) -> None:
    """Nothing of this vendor order is released or paid out until ``cause`` is lifted.

    The caller holds the lock of the vendor order. A cause that was lifted may come again.
    """
    earnings = await queries.lock_earnings_of(session, vendor_order_id)
    hold = await queries.find_hold(session, vendor_order_id, cause)
    if hold is None:
        session.add(EarningHold(vendor_order_id=vendor_order_id, cause=cause, reason=reason))
    else:
        hold.lifted_at, hold.reason = None, reason
    for earning in earnings:
        earning.is_held = True
    await session.flush()


async def lift_hold(session: AsyncSession, vendor_order_id: UUID, *, cause: str) -> None:
    """The last hold that is lifted lets the earnings go on."""
    earnings = await queries.lock_earnings_of(session, vendor_order_id)
    hold = await queries.find_hold(session, vendor_order_id, cause)
    if hold is not None and hold.lifted_at is None:
        hold.lifted_at = utc_now()
        await session.flush()
    if await queries.active_holds(session, vendor_order_id):
        return
    for earning in earnings:
        earning.is_held = False
    await session.flush()
