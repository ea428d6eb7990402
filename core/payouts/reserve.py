"""A part of what a new vendor earns waits: it may have to pay for what goes wrong.

It is taken when earnings are released and given back on a fixed day: two rows, never an edit.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.ledger.models import EARNING_LIFECYCLE, Earning, EarningStatus
from core.ledger.queries import lock_balance
from core.payouts import queries
from core.payouts.models import PayoutPlan
from core.payouts.post import post_reserve, post_reserve_release
from core.settings import settings
from core.vendors import queries as vendors
from core.vendors.models import Vendor

Reserve = tuple[int, int]  # bps, days
NONE: Reserve = (0, 0)


async def withhold(session: AsyncSession, released: Sequence[Earning]) -> int:
    """Reserve a part of what each vendor order was released with, refunds taken off; returns
    of how many.
    """
    reserves: dict[UUID, Reserve] = {}
    by_order: dict[UUID, list[Earning]] = {}
    for earning in released:
        by_order.setdefault(earning.vendor_order_id, []).append(earning)
    count = 0
    for rows in by_order.values():
        first = max(rows, key=lambda row: row.amount_minor)
        if first.vendor_id not in reserves:
            reserves[first.vendor_id] = await reserve_of(session, first.vendor_id)
        bps, days = reserves[first.vendor_id]
        part = Money(sum(row.amount_minor for row in rows), first.currency).share(bps)
        if part.minor > 0 and days:
            await _take(session, first, part, days)
            count += 1
    return count


async def reserve_of(session: AsyncSession, vendor_id: UUID) -> Reserve:
    """What staff have set for the vendor, else what the settings say of new ones."""
    vendor = await vendors.get_vendor(session, vendor_id)
    return usual_reserve(vendor, await queries.find_plan(session, vendor_id))


def usual_reserve(vendor: Vendor, plan: PayoutPlan | None) -> Reserve:
    if plan is not None and plan.reserve_bps is not None:
        return plan.reserve_bps, plan.reserve_days or 0
    chosen = settings()
    young = timedelta(days=chosen.reserve_new_vendor_days)
    if vendor.joined_on is None or utc_now().date() - vendor.joined_on >= young:
        return NONE
    return chosen.reserve_bps, chosen.reserve_days


async def release_reserves(session: AsyncSession) -> int:
    """What is due goes back to what is available; returns how many rows."""
    due = await queries.list_due_reserves(session)
    for row in due:
        EARNING_LIFECYCLE.check(row.status, EarningStatus.AVAILABLE)
        row.status = EarningStatus.AVAILABLE
        await post_reserve_release(session, row)
    return len(due)


async def _take(session: AsyncSession, earning: Earning, part: Money, days: int) -> None:
    await lock_balance(session, earning.vendor_id, earning.currency)
    taken = _row(earning, -part, EarningStatus.AVAILABLE)
    back = _row(earning, part, EarningStatus.RESERVED)
    back.available_at = utc_now() + timedelta(days=days)
    session.add_all([taken, back])
    await session.flush()
    await post_reserve(session, taken)


def _row(earning: Earning, amount: Money, status: EarningStatus) -> Earning:
    return Earning(
        vendor_id=earning.vendor_id,
        vendor_order_id=earning.vendor_order_id,
        currency=amount.currency,
        amount_minor=amount.minor,
        status=status,
        reserve_of=earning.id,
    )
