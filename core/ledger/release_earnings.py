"""Earnings become available when delivery plus the window has passed."""

from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.ledger import queries
from core.ledger.models import EarningStatus
from core.ledger.post import post_release


async def schedule_release(
    session: AsyncSession, vendor_order_id: UUID, available_at: datetime
) -> None:
    """Fix the day on which the earnings of a delivered vendor order may be paid out."""
    for earning in await queries.lock_earnings_of(session, vendor_order_id):
        if earning.status is EarningStatus.PENDING:
            earning.available_at = available_at


async def release_due(session: AsyncSession) -> int:
    """Release what is due; returns how many earnings, so that a job can go on until it is
    zero.
    """
    due = await queries.lock_due_earnings(session)
    for earning in due:
        await post_release(session, earning)
    return len(due)
