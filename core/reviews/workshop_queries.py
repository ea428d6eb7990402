"""What buyers say of a workshop: the ratings and the latest reviews of its pieces."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product, ProductStatus
from core.catalog.read_models import Rating
from core.kernel.page_tags import product_tag, shows
from core.reviews.models import ContentStatus, Review


@dataclass(frozen=True, slots=True)
class WorkshopReview:
    piece: str
    piece_slug: str
    author: str
    rating: int
    title: str
    body: str
    written_at: datetime


async def rating_of(session: AsyncSession, vendor_id: UUID) -> Rating:
    """Of all published reviews of what it sells or has sold."""
    statement = select_columns(
        func.coalesce(func.sum(Product.rating_count), 0),
        func.coalesce(func.sum(Product.rating_sum), 0),
    ).where(col(Product.vendor_id) == vendor_id)
    count, stars = (await session.execute(statement)).one()
    return Rating(int(count), int(stars))


async def latest_of(
    session: AsyncSession, vendor_id: UUID, *, most: int = 6
) -> Sequence[WorkshopReview]:
    """Of pieces that can still be seen, newest first."""
    statement = (
        select(Review, Product.title, Product.slug)
        .join(Product, col(Product.id) == Review.product_id)
        .where(
            col(Product.vendor_id) == vendor_id,
            col(Product.status) == ProductStatus.PUBLISHED,
            col(Review.status) == ContentStatus.PUBLISHED,
        )
        .order_by(col(Review.published_at).desc(), col(Review.id))
        .limit(most)
    )
    rows = (await session.exec(statement)).all()
    shows(*(product_tag(review.product_id) for review, _, _ in rows))
    return [
        WorkshopReview(
            title, slug, review.author, review.rating, review.title, review.body,
            review.published_at or review.created_at,
        )
        for review, title, slug in rows
    ]  # fmt: skip
