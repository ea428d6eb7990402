"""What checkout reads beyond the bag."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.models import User
from core.orders.models import Order, OrderEvent
from core.payments.models import Payment, PaymentStatus, Prepaid
from core.vendors.models import Vendor

CLAIMED = "order.claimed"


async def auto_accepting(session: AsyncSession, vendor_ids: Collection[UUID]) -> set[UUID]:
    statement = select(Vendor.id).where(
        col(Vendor.id).in_(vendor_ids), col(Vendor.is_auto_accept)
    )
    return set(await session.exec(statement))


async def lock_claimed(session: AsyncSession, user_id: UUID) -> Sequence[tuple[Order, User]]:
    """Orders this account asked for while nobody owned them, if they went to its mailbox and
    that is proved.
    """
    statement = (
        select(Order, User)
        .join(User, col(User.id) == Order.claimed_by)
        .where(
            col(User.id) == user_id,
            col(User.email) == Order.email,
            col(User.email_verified_at).is_not(None),
            col(Order.user_id).is_(None),
        )
        .with_for_update(of=Order)
    )
    return (await session.exec(statement)).all()


async def latest_claim(session: AsyncSession, order_id: UUID) -> OrderEvent | None:
    statement = (
        select(OrderEvent)
        .where(col(OrderEvent.order_id) == order_id, col(OrderEvent.kind) == CLAIMED)
        .order_by(col(OrderEvent.id).desc())
        .limit(1)
    )
    return (await session.exec(statement)).first()


async def list_unsettled(
    session: AsyncSession, *, limit: int = 100
) -> Sequence[tuple[Payment, Order]]:
    """Payments whose fate we do not know yet and that have been quiet for two minutes."""
    open_statuses = (
        PaymentStatus.CREATED,
        PaymentStatus.REQUIRES_ACTION,
        PaymentStatus.AUTHORIZED,
    )
    statement = (
        select(Payment, Order)
        .join(Order, col(Order.id) == Payment.order_id)
        .where(
            col(Payment.status).in_(open_statuses),
            col(Payment.provider).not_in(list(Prepaid)),
            col(Payment.created_at) <= func.now() - func.make_interval(0, 0, 0, 0, 0, 2),
        )
        .order_by(col(Payment.id))
        .limit(limit)
    )
    return (await session.exec(statement)).all()
