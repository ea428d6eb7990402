"""A buyer's own side: what waits to be reviewed, what was written and asked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page
from core.media.models import MediaAsset
from core.media.picture import Picture
from core.orders.models import Order, OrderLine, VendorOrder
from core.reviews.errors import ReviewNotFound
from core.reviews.models import Question, Review, ReviewPhoto
from core.reviews.queries import find_bought, was_delivered
from core.reviews.read_models import (
    PhotoData,
    PieceData,
    QuestionAboutPiece,
    ReviewData,
    ReviewOfPiece,
    WaitingLine,
)
from core.reviews.read_queries import (
    page_of,
    photos_by_review,
    pieces_by_id,
    question_data,
    review_data,
)

A_PAGE = 12


async def list_waiting_of_part(
    session: AsyncSession, user_id: UUID, vendor_order_id: UUID
) -> list[WaitingLine]:
    """What of one parcel's workshop is left to review."""
    page = await list_waiting(session, user_id, size=50, vendor_order_id=vendor_order_id)
    return list(page.items)


async def list_waiting(
    session: AsyncSession,
    user_id: UUID,
    *,
    number: int = 1,
    size: int = A_PAGE,
    vendor_order_id: UUID | None = None,
) -> Page[WaitingLine]:
    """Delivered pieces without a review, the latest first; a piece bought twice stands there
    once.
    """
    latest = _waiting(user_id).distinct(OrderLine.product_id).subquery("latest")
    statement = (
        select(OrderLine, Order.number, VendorOrder.delivered_at, VendorOrder.created_at)
        .join(latest, latest.c.id == OrderLine.id)
        .join(Order, col(Order.id) == OrderLine.order_id)
        .join(VendorOrder, col(VendorOrder.id) == OrderLine.vendor_order_id)
        .order_by(col(VendorOrder.delivered_at).desc().nulls_last(), col(OrderLine.id).desc())
    )
    if vendor_order_id is not None:
        statement = statement.where(col(VendorOrder.id) == vendor_order_id)
    rows, page = await page_of(session, statement, number, size)
    pieces = await pieces_by_id(session, [row[0].product_id for row in rows])
    items = [
        WaitingLine(
            line.id, pieces[line.product_id], tuple(line.options), number, delivered or placed
        )
        for line, number, delivered, placed in rows
    ]
    return Page(items, page.total, page.number, page.size)


async def waiting_lines_of_order(
    session: AsyncSession, user_id: UUID, order_id: UUID
) -> set[UUID]:
    """Lines of one order that can be reviewed."""
    statement = _waiting(user_id).where(col(OrderLine.order_id) == order_id).order_by(None)
    return set((await session.exec(statement)).all())


async def find_waiting_line(
    session: AsyncSession, user_id: UUID, product_id: UUID
) -> UUID | None:
    statement = _waiting(user_id).where(col(OrderLine.product_id) == product_id).limit(1)
    return (await session.exec(statement)).first()


async def get_waiting(
    session: AsyncSession, user_id: UUID, line_id: UUID
) -> WaitingLine | None:
    """The line if it is theirs and has arrived, reviewed or not."""
    bought = await find_bought(session, user_id, line_id)
    if bought is None:
        return None
    order = await session.get_one(Order, bought.line.order_id)
    part = await session.get_one(VendorOrder, bought.line.vendor_order_id)
    pieces = await pieces_by_id(session, [bought.line.product_id])
    return WaitingLine(
        bought.line.id,
        pieces[bought.line.product_id],
        tuple(bought.line.options),
        order.number,
        part.delivered_at or part.created_at,
    )


async def list_written(
    session: AsyncSession, user_id: UUID, *, number: int = 1, size: int = A_PAGE
) -> Page[ReviewOfPiece]:
    statement = (
        select(Review)
        .where(col(Review.user_id) == user_id)
        .order_by(col(Review.created_at).desc(), col(Review.id).desc())
    )
    rows, page = await page_of(session, statement, number, size)
    photos = await photos_by_review(session, [review.id for review in rows])
    pieces = await pieces_by_id(session, [review.product_id for review in rows])
    items = [
        ReviewOfPiece(review_data(review, photos.get(review.id, ())), pieces[review.product_id])
        for review in rows
    ]
    return Page(items, page.total, page.number, page.size)


async def own_photos(
    session: AsyncSession, user_id: UUID, photo_ids: Sequence[UUID]
) -> list[PhotoData]:
    """Of these, the person's own, in the order asked for."""
    statement = (
        select(ReviewPhoto, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == ReviewPhoto.media_id)
        .where(col(ReviewPhoto.id).in_(photo_ids), col(ReviewPhoto.user_id) == user_id)
    )
    found: dict[UUID, PhotoData] = {}
    for photo, asset in await session.exec(statement):
        if picture := Picture.of(asset):
            found[photo.id] = PhotoData(photo.id, picture)
    return [found[photo_id] for photo_id in photo_ids if photo_id in found]


async def get_own(
    session: AsyncSession, user_id: UUID, review_id: UUID
) -> tuple[ReviewData, PieceData]:
    review = await session.get(Review, review_id)
    if review is None or review.user_id != user_id:
        raise ReviewNotFound
    photos = await photos_by_review(session, [review.id])
    pieces = await pieces_by_id(session, [review.product_id])
    return review_data(review, photos.get(review.id, ())), pieces[review.product_id]


async def list_asked(
    session: AsyncSession, user_id: UUID, *, number: int = 1, size: int = A_PAGE
) -> Page[QuestionAboutPiece]:
    statement = (
        select(Question)
        .where(col(Question.user_id) == user_id)
        .order_by(col(Question.created_at).desc(), col(Question.id).desc())
    )
    rows, page = await page_of(session, statement, number, size)
    pieces = await pieces_by_id(session, [question.product_id for question in rows])
    items = [QuestionAboutPiece(question_data(q), pieces[q.product_id]) for q in rows]
    return Page(items, page.total, page.number, page.size)


def _waiting(user_id: UUID) -> Any:
    reviewed = select(Review.id).where(
        col(Review.user_id) == user_id, col(Review.product_id) == OrderLine.product_id
    )
    return (
        select(OrderLine.id)
        .join(Order, col(Order.id) == OrderLine.order_id)
        .where(col(Order.user_id) == user_id, was_delivered(), ~reviewed.exists())
        .order_by(col(OrderLine.product_id), col(OrderLine.id).desc())
    )
