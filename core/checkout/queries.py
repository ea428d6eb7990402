"""What checkout reads beyond the bag."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.orders.models import Order
from core.payments.models import Payment, PaymentStatus
from core.vendors.models import Vendor


async def auto_accepting(session: AsyncSession, vendor_ids: Collection[UUID]) -> set[UUID]:
    statement = select(Vendor.id).where(
        col(Vendor.id).in_(vendor_ids), col(Vendor.is_auto_accept)
    )
    return set(await session.exec(statement))


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
            col(Payment.created_at) <= func.now() - func.make_interval(0, 0, 0, 0, 0, 2),
        )
        .order_by(col(Payment.id))
        .limit(limit)
    )
    return (await session.exec(statement)).all()
