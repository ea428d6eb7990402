"""Earnings become available when delivery plus the window has passed."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.ledger import queries
from core.ledger.models import Earning, EarningStatus
from core.ledger.post import post_release


async def schedule_release(
    session: AsyncSession, vendor_order_id: UUID, available_at: datetime
) -> None:
    """Fix the day on which the earnings of a delivered vendor order may be paid out."""
    for earning in await queries.lock_earnings_of(session, vendor_order_id):
        if earning.status is EarningStatus.PENDING:
            earning.available_at = available_at


async def release_due(session: AsyncSession) -> list[Earning]:
    """Release a batch of what is due; a job goes on until there is none."""
    released: list[Earning] = []
    for vendor_id, currency in await queries.list_due_owners(session):
        await queries.lock_balance(session, vendor_id, currency)
        for earning in await queries.lock_due_earnings(session, vendor_id, currency):
            await post_release(session, earning)
            released.append(earning)
    return released
