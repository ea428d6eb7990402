"""Mails about followed workshops: each week, or at once."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.queries import get_product
from core.events.outbox import emit
from core.saved import follow_queries
from core.saved.events import FollowedPieceAppeared, FollowedWorkshopsShowed

MOST_NAMED = 12
SETTLED = timedelta(minutes=5)


def week_of(moment: datetime) -> str:
    """``2026-W07``: sorts like time."""
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02}"


async def tell_at_once(session: AsyncSession, product_id: UUID) -> int:
    """Of one piece, everybody who wants that; one that comes back is no news."""
    product = await get_product(session, product_id)
    followers = await follow_queries.list_told_at_once(session, product)
    for user_id in followers:
        await emit(session, FollowedPieceAppeared(user_id=user_id, product_id=product_id))
    return len(followers)


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
