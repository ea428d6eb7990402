"""What a product's page shows of reviews and questions, to everybody and to one visitor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product, ProductStatus, ProductVariant
from core.catalog.read_models import Rating
from core.kernel.pagination import Page
from core.reviews.models import (
    MOST_STARS,
    ContentStatus,
    Question,
    Review,
    ReviewPhoto,
    ReviewVote,
)
from core.reviews.queries import find_by_author
from core.reviews.read_models import (
    QuestionData,
    RatingSummary,
    ReviewData,
    ReviewFilter,
    ReviewSort,
)
from core.reviews.read_queries import page_of, photos_by_review, question_data, review_data
from core.reviews.waiting_queries import find_waiting_line

REVIEWS_ON_A_PAGE = 6
QUESTIONS_ON_A_PAGE = 5

ORDERS: dict[ReviewSort, tuple[ColumnElement[Any], ...]] = {
    ReviewSort.HELPFUL: (col(Review.helpful_count).desc(),),
    ReviewSort.NEWEST: (),
    ReviewSort.LOWEST: (col(Review.rating).asc(),),
    ReviewSort.HIGHEST: (col(Review.rating).desc(),),
}


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """What one visitor has to do with a product's reviews. ``line_id`` is a delivered line that
    they may still review.
    """

    helpful: frozenset[UUID]
    review: ReviewData | None
    line_id: UUID | None


async def find_product_id(session: AsyncSession, slug: str) -> UUID | None:
    """Of a piece that can be seen."""
    statement = select(Product.id).where(
        col(Product.slug) == slug, col(Product.status) == ProductStatus.PUBLISHED
    )
    return (await session.exec(statement)).first()


async def summarize(session: AsyncSession, product_id: UUID) -> RatingSummary:
    """Counts by stars and by variant, in two statements."""
    shown = _shown(product_id)
    photos = func.count().filter(_has_photos())
    by_stars = select_columns(col(Review.rating), func.count(), photos).where(shown)
    rows = (await session.execute(by_stars.group_by(col(Review.rating)))).all()
    counts = dict.fromkeys(range(MOST_STARS, 0, -1), 0) | {row[0]: row[1] for row in rows}
    variants = (
        select_columns(ProductVariant, func.count())
        .join(Review, col(Review.variant_id) == ProductVariant.id)
        .where(shown)
        .group_by(col(ProductVariant.id))
        .order_by(func.count().desc(), col(ProductVariant.position))
    )
    written_about = (await session.execute(variants)).all() if rows else ()
    return RatingSummary(
        rating=Rating(sum(counts.values()), sum(s * n for s, n in counts.items())),
        by_stars=counts,
        with_photos=sum(row[2] for row in rows),
        variants=tuple((v.id, " / ".join(v.options), count) for v, count in written_about),
    )


async def list_reviews(
    session: AsyncSession, product_id: UUID, wanted: ReviewFilter, *, number: int = 1
) -> Page[ReviewData]:
    conditions = [_shown(product_id)]
    if wanted.stars is not None:
        conditions.append(col(Review.rating) == wanted.stars)
    if wanted.variant_id is not None:
        conditions.append(col(Review.variant_id) == wanted.variant_id)
    if wanted.with_photos:
        conditions.append(_has_photos())
    statement = (
        select(Review)
        .where(*conditions)
        .order_by(*ORDERS[wanted.sort], col(Review.created_at).desc(), col(Review.id).desc())
    )
    rows, page = await page_of(session, statement, number, REVIEWS_ON_A_PAGE)
    photos = await photos_by_review(session, [review.id for review in rows])
    items = [review_data(review, photos.get(review.id, ())) for review in rows]
    return Page(items, page.total, page.number, page.size)


async def list_questions(
    session: AsyncSession, product_id: UUID, *, number: int = 1
) -> Page[QuestionData]:
    """Answered ones, the latest answer first."""
    statement = (
        select(Question)
        .where(
            col(Question.product_id) == product_id,
            col(Question.status) == ContentStatus.PUBLISHED,
            col(Question.answered_at).is_not(None),
        )
        .order_by(col(Question.answered_at).desc(), col(Question.id).desc())
    )
    rows, page = await page_of(session, statement, number, QUESTIONS_ON_A_PAGE)
    items = [question_data(question) for question in rows]
    return Page(items, page.total, page.number, page.size)


async def own_marks(
    session: AsyncSession, user_id: UUID, product_id: UUID, review_ids: Sequence[UUID]
) -> OwnMarks:
    votes = select(ReviewVote.review_id).where(
        col(ReviewVote.user_id) == user_id, col(ReviewVote.review_id).in_(review_ids)
    )
    own = await find_by_author(session, user_id, product_id)
    line_id = None if own else await find_waiting_line(session, user_id, product_id)
    return OwnMarks(
        frozenset((await session.exec(votes)).all()), review_data(own) if own else None, line_id
    )


def _shown(product_id: UUID) -> ColumnElement[bool]:
    return (col(Review.product_id) == product_id) & (
        col(Review.status) == ContentStatus.PUBLISHED
    )


def _has_photos() -> ColumnElement[bool]:
    return select(ReviewPhoto.id).where(col(ReviewPhoto.review_id) == Review.id).exists()
