"""Reads and locks for those who write, answer and decide.

A review's or question's row is locked before it changes, and only then does the trigger touch
the product's row: one order everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product
from core.orders.models import Fulfillment, FulfillmentLine, Order, OrderLine, VendorOrder
from core.orders.statuses import FulfillmentStatus
from core.reviews.errors import QuestionNotFound, ReportNotFound, ReviewNotFound
from core.reviews.models import (
    ContentReport,
    Question,
    ReportStatus,
    ReportTarget,
    Review,
    ReviewPhoto,
    ReviewVote,
)
from core.vendors.models import VendorMember

WRITING = 17  # keeps these locks apart from other advisory locks


@dataclass(frozen=True, slots=True)
class Bought:
    """A delivered line, and who sold it."""

    line: OrderLine
    vendor_id: UUID


def was_delivered() -> ColumnElement[bool]:
    """Some unit of the order line is in a parcel that arrived."""
    return (
        select(FulfillmentLine.id)
        .join(Fulfillment, col(Fulfillment.id) == FulfillmentLine.fulfillment_id)
        .where(
            col(FulfillmentLine.order_line_id) == OrderLine.id,
            col(Fulfillment.status) == FulfillmentStatus.DELIVERED,
        )
        .exists()
    )


async def find_bought(session: AsyncSession, user_id: UUID, line_id: UUID) -> Bought | None:
    """The line if it is this buyer's own and has arrived."""
    statement = (
        select(OrderLine, VendorOrder.vendor_id)
        .join(VendorOrder, col(VendorOrder.id) == OrderLine.vendor_order_id)
        .join(Order, col(Order.id) == OrderLine.order_id)
        .where(col(OrderLine.id) == line_id, col(Order.user_id) == user_id, was_delivered())
    )
    row = (await session.exec(statement)).first()
    return None if row is None else Bought(row[0], row[1])


async def lock_writer(session: AsyncSession, user_id: UUID, product_id: UUID) -> None:
    """Until the end of the transaction this person writes about this product once at a time."""
    key = func.hashtextextended(f"{user_id}:{product_id}", WRITING)
    await session.execute(select(func.pg_advisory_xact_lock(key)))


async def find_by_author(
    session: AsyncSession, user_id: UUID, product_id: UUID
) -> Review | None:
    statement = select(Review).where(
        col(Review.user_id) == user_id, col(Review.product_id) == product_id
    )
    return (await session.exec(statement)).first()


async def works_for(session: AsyncSession, user_id: UUID, vendor_id: UUID) -> bool:
    member = select(VendorMember.id).where(
        col(VendorMember.user_id) == user_id, col(VendorMember.vendor_id) == vendor_id
    )
    return bool(await session.scalar(select(member.exists())))


async def lock_review(session: AsyncSession, review_id: UUID) -> Review:
    statement = select(Review).where(col(Review.id) == review_id).with_for_update()
    found = await session.exec(statement.execution_options(populate_existing=True))
    review = found.first()
    if review is None:
        raise ReviewNotFound
    return review


async def lock_question(session: AsyncSession, question_id: UUID) -> Question:
    statement = select(Question).where(col(Question.id) == question_id).with_for_update()
    found = await session.exec(statement.execution_options(populate_existing=True))
    question = found.first()
    if question is None:
        raise QuestionNotFound
    return question


async def lock_report(session: AsyncSession, report_id: UUID) -> ContentReport:
    statement = select(ContentReport).where(col(ContentReport.id) == report_id)
    found = await session.exec(
        statement.with_for_update().execution_options(populate_existing=True)
    )
    report = found.first()
    if report is None:
        raise ReportNotFound
    return report


async def get_product(session: AsyncSession, product_id: UUID) -> Product:
    return await session.get_one(Product, product_id)


async def find_photos(
    session: AsyncSession, user_id: UUID, photo_ids: Sequence[UUID]
) -> dict[UUID, ReviewPhoto]:
    """Of these, the buyer's own."""
    statement = select(ReviewPhoto).where(
        col(ReviewPhoto.id).in_(photo_ids), col(ReviewPhoto.user_id) == user_id
    )
    return {photo.id: photo for photo in await session.exec(statement)}


async def photos_of(session: AsyncSession, review_id: UUID) -> list[ReviewPhoto]:
    statement = (
        select(ReviewPhoto)
        .where(col(ReviewPhoto.review_id) == review_id)
        .order_by(col(ReviewPhoto.position), col(ReviewPhoto.id))
    )
    return list(await session.exec(statement))


async def count_waiting_photos(session: AsyncSession, user_id: UUID) -> int:
    waiting = select(func.count()).where(
        col(ReviewPhoto.user_id) == user_id, col(ReviewPhoto.review_id).is_(None)
    )
    return await session.scalar(waiting) or 0


async def list_left_behind(
    session: AsyncSession, before: datetime, *, most: int
) -> list[ReviewPhoto]:
    statement = (
        select(ReviewPhoto)
        .where(col(ReviewPhoto.review_id).is_(None), col(ReviewPhoto.created_at) < before)
        .order_by(col(ReviewPhoto.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return list(await session.exec(statement))


async def add_vote(session: AsyncSession, review_id: UUID, user_id: UUID) -> None:
    """Once for each person; a second time changes nothing."""
    row = ReviewVote(review_id=review_id, user_id=user_id)
    statement = insert(ReviewVote).values(row.model_dump())
    await session.execute(
        statement.on_conflict_do_nothing(index_elements=["review_id", "user_id"])
    )


async def delete_vote(session: AsyncSession, review_id: UUID, user_id: UUID) -> None:
    await session.execute(
        delete(ReviewVote).where(
            col(ReviewVote.review_id) == review_id, col(ReviewVote.user_id) == user_id
        )
    )


async def helpful_count(session: AsyncSession, review_id: UUID) -> int:
    found = await session.scalar(
        select(Review.helpful_count).where(col(Review.id) == review_id)
    )
    return found or 0


async def find_own_report(session: AsyncSession, report: ContentReport) -> ContentReport | None:
    """The same person's earlier report of the same thing."""
    statement = select(ContentReport).where(
        col(ContentReport.reporter_id) == report.reporter_id,
        col(ContentReport.target) == report.target,
        _same_target(report.review_id, report.question_id),
    )
    return (await session.exec(statement)).first()


async def count_open_reporters(
    session: AsyncSession,
    target: ReportTarget,
    review_id: UUID | None,
    question_id: UUID | None,
) -> int:
    """Different people with an account, workshops aside, who say so now."""
    statement = select(func.count(func.distinct(ContentReport.reporter_id))).where(
        col(ContentReport.target) == target,
        col(ContentReport.status) == ReportStatus.OPEN,
        col(ContentReport.vendor_id).is_(None),
        _same_target(review_id, question_id),
    )
    return await session.scalar(statement) or 0


async def lock_open_reports(
    session: AsyncSession,
    review_id: UUID | None,
    question_id: UUID | None,
    targets: Sequence[ReportTarget],
) -> list[ContentReport]:
    statement = (
        select(ContentReport)
        .where(
            _same_target(review_id, question_id),
            col(ContentReport.target).in_(targets),
            col(ContentReport.status) == ReportStatus.OPEN,
        )
        .order_by(col(ContentReport.id))
        .with_for_update()
    )
    return list(await session.exec(statement))


async def products_of_reviews(
    session: AsyncSession, review_ids: Sequence[UUID]
) -> list[tuple[UUID, UUID]]:
    """Ids with their products, by product: the order in which many are decided."""
    statement = (
        select(Review.id, Review.product_id)
        .where(col(Review.id).in_(review_ids))
        .order_by(col(Review.product_id), col(Review.id))
    )
    return [(found[0], found[1]) for found in await session.exec(statement)]


def _same_target(review_id: UUID | None, question_id: UUID | None) -> ColumnElement[bool]:
    if review_id is not None:
        return col(ContentReport.review_id) == review_id
    return col(ContentReport.question_id) == question_id
