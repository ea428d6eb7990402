"""A buyer's word on what was delivered to them."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries as users
from core.kernel.clock import utc_now
from core.kernel.principal import SYSTEM, Principal
from core.reviews import queries
from core.reviews.announce import move, show_anew, start
from core.reviews.errors import (
    AlreadyReviewed,
    NotBought,
    OwnWork,
    ReviewNotFound,
    TooLateToEdit,
)
from core.reviews.inputs import ReviewInput
from core.reviews.models import ContentStatus, Review
from core.reviews.photos import attach_photos
from core.reviews.screening import Suspicion, suspicions

EDITABLE_DAYS = 30


async def write_review(
    session: AsyncSession, buyer: Principal, line_id: UUID, written: ReviewInput
) -> Review:
    """Published at once when nothing in it is suspicious, otherwise it waits for a moderator.

    The lock makes two tabs take turns; the second is told of the first's review.
    """
    user_id = buyer.require_user()
    bought = await queries.find_bought(session, user_id, line_id)
    if bought is None:
        raise NotBought
    if await queries.works_for(session, user_id, bought.vendor_id):
        raise OwnWork
    await queries.lock_writer(session, user_id, bought.line.product_id)
    if earlier := await queries.find_by_author(session, user_id, bought.line.product_id):
        raise AlreadyReviewed(earlier.id)
    held_for = suspicions(written.title, written.body)
    review = Review(
        product_id=bought.line.product_id,
        vendor_id=bought.vendor_id,
        user_id=user_id,
        order_line_id=bought.line.id,
        variant_id=bought.line.variant_id,
        options=list(bought.line.options),
        author=public_name((await users.get_user(session, user_id)).name),
        rating=written.rating,
        title=written.title,
        body=written.body,
        status=ContentStatus.PENDING if held_for else ContentStatus.PUBLISHED,
        held_for=list(held_for),
    )
    session.add(review)
    await session.flush()
    await attach_photos(session, user_id, review, written.photos)
    await start(session, review, buyer)
    return review


async def edit_review(
    session: AsyncSession, buyer: Principal, review_id: UUID, written: ReviewInput
) -> Review:
    """What a moderator rejected is looked at by one again; what readers reported stays held."""
    review = await _own(session, buyer, review_id)
    if utc_now() > editable_until(review):
        raise TooLateToEdit(EDITABLE_DAYS)
    if review.status is ContentStatus.REMOVED:
        raise ReviewNotFound
    review.rating, review.title, review.body = written.rating, written.title, written.body
    review.edited_at = utc_now()
    reported = [Suspicion.REPORTED] if Suspicion.REPORTED in review.held_for else []
    review.held_for = [*suspicions(written.title, written.body), *reported]
    await attach_photos(session, review.user_id, review, written.photos)
    target = _after_edit(review)
    if target is not review.status:
        await move(session, review, target, buyer if review.held_for else SYSTEM, "Edited")
    elif review.status is ContentStatus.PUBLISHED:
        await show_anew(session, review.product_id)
    return review


async def delete_review(session: AsyncSession, buyer: Principal, review_id: UUID) -> None:
    """Its author takes it back, at any time. The right to write about the piece comes back."""
    review = await _own(session, buyer, review_id)
    was_public = review.status is ContentStatus.PUBLISHED
    await attach_photos(session, review.user_id, review, ())
    await session.delete(review)
    if was_public:
        await show_anew(session, review.product_id)


def editable_until(review: Review) -> datetime:
    return review.created_at + timedelta(days=EDITABLE_DAYS)


def public_name(name: str) -> str:
    """``Lukas Schmidt`` is shown as ``Lukas S.``"""
    first, *others = name.split() or ["Anonymous"]
    return f"{first} {others[-1][0]}."[:80] if others else first[:80]


def _after_edit(review: Review) -> ContentStatus:
    if review.status is ContentStatus.REJECTED or review.held_for:
        return ContentStatus.PENDING
    return ContentStatus.PUBLISHED


async def _own(session: AsyncSession, buyer: Principal, review_id: UUID) -> Review:
    user_id = buyer.require_user()
    review = await queries.lock_review(session, review_id)
    if review.user_id != user_id:
        raise ReviewNotFound
    return review
