"""Reads for earning, reversing and ending points."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, literal, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.orders.models import Order, OrderLine
from core.orders.statuses import OrderStatus
from core.payments.models import Payment, PaymentAllocation, Prepaid
from core.prepaid.models import (
    PointsAccount,
    PointsEntry,
    PointsKind,
    PointsLot,
    PointsTier,
    PrepaidRules,
)

YEAR = text("interval '12 months'")


async def list_tiers(session: AsyncSession) -> Sequence[PointsTier]:
    return (await session.exec(select(PointsTier))).all()


async def base_of(session: AsyncSession, vendor_order_id: UUID) -> int:
    """What the buyer paid for the goods of a vendor order and did not get back, without what
    points paid of it.
    """
    goods = select(
        func.coalesce(func.sum(col(OrderLine.total_minor) - col(OrderLine.refunded_minor)), 0)
    ).where(col(OrderLine.vendor_order_id) == vendor_order_id)
    by_points = (
        select(
            func.coalesce(
                func.sum(
                    col(PaymentAllocation.captured_minor)
                    - col(PaymentAllocation.refunded_minor)
                ),
                0,
            )
        )
        .join(Payment, col(Payment.id) == PaymentAllocation.payment_id)
        .where(
            col(PaymentAllocation.vendor_order_id) == vendor_order_id,
            col(Payment.provider) == Prepaid.POINTS,
        )
    )
    paid = int((await session.exec(goods)).one()) - int((await session.exec(by_points)).one())
    return max(0, paid)


async def spent_in_a_year(session: AsyncSession, user_id: UUID, currency: str) -> int:
    statement = select(
        func.coalesce(func.sum(col(Order.total_minor) - col(Order.refunded_minor)), 0)
    ).where(
        col(Order.user_id) == user_id,
        col(Order.currency) == currency,
        col(Order.status) == OrderStatus.PLACED,
        col(Order.placed_at) > func.now() - YEAR,
    )
    return int((await session.exec(statement)).one())


async def find_earned(
    session: AsyncSession, vendor_order_id: UUID
) -> tuple[PointsAccount, PointsLot] | None:
    """The account, locked, and the lot that a vendor order earned."""
    statement = (
        select(PointsAccount, PointsLot)
        .join(PointsLot, col(PointsLot.account_id) == PointsAccount.id)
        .where(col(PointsLot.vendor_order_id) == vendor_order_id)
        .with_for_update(of=PointsAccount)
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).first()


async def reversed_points(session: AsyncSession, vendor_order_id: UUID) -> int:
    """How many points of what the vendor order earned have been taken back or are owed."""
    statement = select(func.coalesce(-func.sum(PointsEntry.points), 0)).where(
        col(PointsEntry.vendor_order_id) == vendor_order_id,
        col(PointsEntry.kind).in_((PointsKind.REVERSE, PointsKind.OWE)),
    )
    return int((await session.exec(statement)).one())


async def accounts_with_ended_lots(
    session: AsyncSession, now: datetime, *, limit: int = 200
) -> Sequence[UUID]:
    statement = (
        select(PointsLot.account_id)
        .where(col(PointsLot.remaining) > 0, col(PointsLot.expires_at) <= now)
        .distinct()
        .limit(limit)
    )
    return (await session.exec(statement)).all()


async def ended_lots(
    session: AsyncSession, account_id: UUID, now: datetime
) -> Sequence[PointsLot]:
    statement = (
        select(PointsLot)
        .where(
            col(PointsLot.account_id) == account_id,
            col(PointsLot.remaining) > 0,
            col(PointsLot.expires_at) <= now,
        )
        .order_by(col(PointsLot.id))
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).all()


async def lock_ending_lots(
    session: AsyncSession, usual_days: int, *, limit: int = 200
) -> Sequence[tuple[PointsLot, PointsAccount]]:
    """Lots that end within their currency's notice and of which nobody was told."""
    days = func.coalesce(col(PrepaidRules.notice_days), literal(usual_days))
    statement = (
        select(PointsLot, PointsAccount)
        .join(PointsAccount, col(PointsAccount.id) == PointsLot.account_id)
        .outerjoin(PrepaidRules, col(PrepaidRules.currency) == PointsAccount.currency)
        .where(
            col(PointsLot.remaining) > 0,
            col(PointsLot.noticed_at).is_(None),
            col(PointsLot.expires_at) > func.now(),
            col(PointsLot.expires_at) <= func.now() + func.make_interval(0, 0, 0, days),
        )
        .order_by(col(PointsLot.id))
        .limit(limit)
        .with_for_update(of=PointsLot, skip_locked=True)
    )
    return (await session.exec(statement)).all()
