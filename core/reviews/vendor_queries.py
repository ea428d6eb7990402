"""Reviews of a workshop's pieces and the questions it gets. All take the workshop's id."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product
from core.catalog.read_models import Rating
from core.kernel.pagination import Page
from core.reviews.models import ContentStatus, Question, Review
from core.reviews.read_models import QuestionAboutPiece, ReviewOfPiece
from core.reviews.read_queries import (
    page_of,
    photos_by_review,
    pieces_by_id,
    question_data,
    review_data,
)

A_PAGE = 20


class Answered(StrEnum):
    """``reply=none`` in the address: what still waits for the workshop."""

    ALL = ""
    NONE = "none"
    DONE = "done"


async def list_of_vendor(
    session: AsyncSession,
    vendor_id: UUID,
    *,
    answered: Answered = Answered.ALL,
    stars: int | None = None,
    text: str = "",
    number: int = 1,
) -> Page[ReviewOfPiece]:
    """Published ones, newest first."""
    statement = (
        select(Review)
        .where(*_reviews(vendor_id), *_answered(col(Review.replied_at), answered))
        .order_by(col(Review.published_at).desc(), col(Review.id).desc())
    )
    if stars is not None:
        statement = statement.where(col(Review.rating) == stars)
    if text:
        statement = _matching(statement, text, Review.product_id, col(Review.body))
    rows, page = await page_of(session, statement, number, A_PAGE)
    photos = await photos_by_review(session, [review.id for review in rows])
    pieces = await pieces_by_id(session, [review.product_id for review in rows])
    items = [
        ReviewOfPiece(review_data(review, photos.get(review.id, ())), pieces[review.product_id])
        for review in rows
    ]
    return Page(items, page.total, page.number, page.size)


async def rating_of_vendor(session: AsyncSession, vendor_id: UUID) -> tuple[Rating, int]:
    """All stars of the workshop's pieces, and how many reviews have no reply."""
    waiting = func.count().filter(col(Review.replied_at).is_(None))
    statement = select_columns(func.count(), func.sum(Review.rating), waiting)
    count, stars, unanswered = (
        await session.execute(statement.where(*_reviews(vendor_id)))
    ).one()
    return Rating(count, stars or 0), unanswered


async def list_questions_of_vendor(
    session: AsyncSession,
    vendor_id: UUID,
    *,
    answered: Answered = Answered.ALL,
    text: str = "",
    number: int = 1,
) -> Page[QuestionAboutPiece]:
    """Those let through, newest first."""
    statement = (
        select(Question)
        .where(*_questions(vendor_id), *_answered(col(Question.answered_at), answered))
        .order_by(col(Question.created_at).desc(), col(Question.id).desc())
    )
    if text:
        statement = _matching(statement, text, Question.product_id, col(Question.body))
    rows, page = await page_of(session, statement, number, A_PAGE)
    pieces = await pieces_by_id(session, [question.product_id for question in rows])
    items = [QuestionAboutPiece(question_data(q), pieces[q.product_id]) for q in rows]
    return Page(items, page.total, page.number, page.size)


async def count_unanswered(session: AsyncSession, vendor_id: UUID) -> int:
    statement = select(func.count()).where(
        *_questions(vendor_id), col(Question.answered_at).is_(None)
    )
    return await session.scalar(statement) or 0


def _reviews(vendor_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Review.vendor_id) == vendor_id,
        col(Review.status) == ContentStatus.PUBLISHED,
    )


def _questions(vendor_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Question.vendor_id) == vendor_id,
        col(Question.status) == ContentStatus.PUBLISHED,
    )


def _answered(at: Any, answered: Answered) -> tuple[ColumnElement[bool], ...]:
    if answered is Answered.NONE:
        return (at.is_(None),)
    return (at.is_not(None),) if answered is Answered.DONE else ()


def _matching(statement: Any, text: str, product_id: Any, body: Any) -> Any:
    """In the text, or in the name of the piece."""
    part = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return statement.join(Product, col(Product.id) == product_id).where(
        or_(col(Product.title).ilike(part, escape="\\"), body.ilike(part, escape="\\"))
    )
