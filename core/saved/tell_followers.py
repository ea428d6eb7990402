"""The weekly mail about followed workshops."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.saved import follow_queries
from core.saved.events import FollowedWorkshopsShowed

MOST_NAMED = 12
SETTLED = timedelta(minutes=5)


def week_of(moment: datetime) -> str:
    """``2026-W07``: sorts like time."""
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02}"


async def tell_follower(session: AsyncSession, user_id: UUID, now: datetime) -> int:
    """What is new since the last mail, at most once a week however many workers ask; how many
    pieces that is. Nothing new, no mail.

    Looks up to a few minutes ago: what is being published this moment comes next week.
    """
    until = now - SETTLED
    claimed = await follow_queries.claim_week(session, user_id, week_of(now), until)
    if claimed is None:
        return 0
    ids = await follow_queries.list_news(session, user_id, claimed[0], until)
    if ids:
        await emit(
            session,
            FollowedWorkshopsShowed(
                user_id=user_id,
                week=week_of(now),
                product_ids=list(ids[:MOST_NAMED]),
                total=len(ids),
            ),
        )
    return len(ids)
