"""Say that a review helped."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.reviews import queries
from core.reviews.errors import OwnReview, ReviewNotFound
from core.reviews.models import ContentStatus, Review


async def mark_helpful(session: AsyncSession, reader: Principal, review_id: UUID) -> int:
    """One vote for each person. Returns how many found it helpful by now."""
    user_id = reader.require_user()
    review = await session.get(Review, review_id)
    if review is None or review.status is not ContentStatus.PUBLISHED:
        raise ReviewNotFound
    if review.user_id == user_id:
        raise OwnReview
    await queries.add_vote(session, review_id, user_id)
    return await queries.helpful_count(session, review_id)


async def unmark_helpful(session: AsyncSession, reader: Principal, review_id: UUID) -> int:
    await queries.delete_vote(session, review_id, reader.require_user())
    return await queries.helpful_count(session, review_id)
