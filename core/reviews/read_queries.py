"""From rows to what readers see, shared by the lists of this domain."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import images_of
from core.catalog.models import Product
from core.kernel.pagination import Page, clamp
from core.media.models import MediaAsset
from core.media.picture import Picture
from core.reviews.models import Question, Review, ReviewPhoto
from core.reviews.read_models import PhotoData, PieceData, QuestionData, ReviewData
from core.vendors.models import Vendor


async def page_of(
    session: AsyncSession, statement: Any, number: int, size: int
) -> tuple[Sequence[Any], Page[Any]]:
    """The rows of one page, and the page without them."""
    number, size = clamp(number, size)
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    total = await session.scalar(counted) or 0
    rows = (await session.exec(statement.limit(size).offset((number - 1) * size))).all()
    return rows, Page([], total, number, size)


async def photos_by_review(
    session: AsyncSession, review_ids: Sequence[UUID]
) -> Mapping[UUID, tuple[PhotoData, ...]]:
    """Of each review those that have a file, in their order."""
    if not review_ids:
        return {}
    statement = (
        select(ReviewPhoto, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == ReviewPhoto.media_id)
        .where(col(ReviewPhoto.review_id).in_(review_ids))
        .order_by(col(ReviewPhoto.position), col(ReviewPhoto.id))
    )
    found: dict[UUID, tuple[PhotoData, ...]] = {}
    for photo, asset in await session.exec(statement):
        picture = Picture.of(asset)
        if photo.review_id is not None and picture is not None:
            earlier = found.get(photo.review_id, ())
            found[photo.review_id] = (*earlier, PhotoData(photo.id, picture))
    return found


async def pieces_by_id(
    session: AsyncSession, product_ids: Sequence[UUID]
) -> Mapping[UUID, PieceData]:
    if not product_ids:
        return {}
    wanted = list(set(product_ids))
    pictures = await images_of(session, wanted, most=1)
    statement = (
        select(Product, Vendor.name)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(col(Product.id).in_(wanted))
    )
    return {
        product.id: PieceData(
            product.id,
            product.slug,
            product.title,
            next((image.picture for image in pictures.get(product.id, ())), None),
            workshop,
        )
        for product, workshop in (await session.exec(statement)).all()
    }


def review_data(review: Review, photos: tuple[PhotoData, ...] = ()) -> ReviewData:
    return ReviewData(
        id=review.id,
        product_id=review.product_id,
        user_id=review.user_id,
        author=review.author,
        rating=review.rating,
        title=review.title,
        body=review.body,
        options=tuple(review.options),
        status=review.status,
        written_at=review.created_at,
        edited_at=review.edited_at,
        helpful=review.helpful_count,
        photos=photos,
        reply=review.reply,
        replied_at=review.replied_at,
        decision_reason=review.decision_reason,
        held_for=tuple(review.held_for),
    )


def question_data(question: Question) -> QuestionData:
    return QuestionData(
        id=question.id,
        product_id=question.product_id,
        user_id=question.user_id,
        author=question.author,
        body=question.body,
        status=question.status,
        asked_at=question.created_at,
        answer=question.answer,
        answered_at=question.answered_at,
        decision_reason=question.decision_reason,
        held_for=tuple(question.held_for),
    )
