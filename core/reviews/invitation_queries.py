"""Who is asked for a review, and who is not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.models import User
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.statuses import VendorOrderStatus
from core.reviews.models import Review, ReviewInvitation, ReviewOptOut
from core.reviews.queries import was_delivered

ARRIVED = (VendorOrderStatus.DELIVERED, VendorOrderStatus.COMPLETED)


async def list_due(
    session: AsyncSession, since: datetime, until: datetime, most: int
) -> list[tuple[UUID, str]]:
    """Parts that arrived in between, of people with an account who have something left to
    review there and were not asked yet.
    """
    reviewed = (
        select(Review.id)
        .where(
            col(Review.user_id) == Order.user_id,
            col(Review.product_id) == OrderLine.product_id,
        )
        .exists()
    )
    waiting = (
        select(OrderLine.id)
        .where(col(OrderLine.vendor_order_id) == VendorOrder.id, was_delivered(), ~reviewed)
        .exists()
    )
    asked = select(ReviewInvitation.id).where(
        col(ReviewInvitation.vendor_order_id) == VendorOrder.id
    )
    refused = select(ReviewOptOut.id).where(col(ReviewOptOut.email) == User.email)
    statement = (
        select(VendorOrder.id, User.email)
        .join(Order, col(Order.id) == VendorOrder.order_id)
        .join(User, col(User.id) == Order.user_id)
        .where(
            col(VendorOrder.status).in_(ARRIVED),
            col(VendorOrder.delivered_at).between(since, until),
            col(User.is_active),
            waiting,
            ~asked.exists(),
            ~refused.exists(),
        )
        .order_by(col(VendorOrder.delivered_at), col(VendorOrder.id))
        .limit(most)
    )
    return [(found[0], found[1]) for found in await session.exec(statement)]


async def add_invitation(session: AsyncSession, invitation: ReviewInvitation) -> bool:
    """False when another worker was faster."""
    statement = insert(ReviewInvitation).values(invitation.model_dump())
    added = await session.scalar(
        statement.on_conflict_do_nothing(index_elements=["vendor_order_id"]).returning(
            col(ReviewInvitation.id)
        )
    )
    return added is not None


async def find_by_token(session: AsyncSession, digest: bytes) -> ReviewInvitation | None:
    statement = select(ReviewInvitation).where(col(ReviewInvitation.stop_token_hash) == digest)
    return (await session.exec(statement)).first()


async def has_opted_out(session: AsyncSession, email: str) -> bool:
    found = select(ReviewOptOut.id).where(col(ReviewOptOut.email) == email)
    return bool(await session.scalar(select(found.exists())))


async def add_opt_out(session: AsyncSession, email: str) -> None:
    statement = insert(ReviewOptOut).values(ReviewOptOut(email=email).model_dump())
    await session.execute(statement.on_conflict_do_nothing(index_elements=["email"]))


async def delete_opt_out(session: AsyncSession, email: str) -> None:
    await session.execute(delete(ReviewOptOut).where(col(ReviewOptOut.email) == email))
