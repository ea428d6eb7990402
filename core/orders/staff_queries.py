"""Reads of every order of the market, for staff."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.orders.models import Order
from core.orders.order_filter import OrderFilter
from core.orders.statuses import OrderStatus


async def list_orders(
    session: AsyncSession, wanted: OrderFilter, *, page: int = 1, size: int = 50
) -> Page[Order]:
    """Newest first."""
    page, size = clamp(page, size)
    where = _conditions(wanted)
    total = (await session.exec(select(func.count(col(Order.id))).where(*where))).one()
    rows = await session.exec(
        select(Order)
        .where(*where)
        .order_by(col(Order.id).desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return Page(rows.all(), total, page, size)


async def list_orders_before(
    session: AsyncSession, wanted: OrderFilter, last: UUID | None, *, size: int
) -> Sequence[Order]:
    """The next orders of a walk through all of them, newest first; ``last`` was the one
    before.
    """
    where = _conditions(wanted)
    if last is not None:
        where.append(col(Order.id) < last)
    statement = select(Order).where(*where).order_by(col(Order.id).desc()).limit(size)
    return (await session.exec(statement)).all()


async def count_by_status(session: AsyncSession) -> dict[OrderStatus, int]:
    statement = select(Order.status, func.count()).group_by(col(Order.status))
    return {OrderStatus(status): count for status, count in await session.exec(statement)}


def _conditions(wanted: OrderFilter) -> list[ColumnElement[bool]]:
    where: list[Any] = []
    if words := wanted.text.strip():
        where.append(
            col(Order.number).icontains(words, autoescape=True)
            | col(Order.email).icontains(words, autoescape=True)
            | col(Order.ship_to)["name"].astext.icontains(words, autoescape=True)
        )
    if wanted.status is not None:
        where.append(col(Order.status) == wanted.status)
    if wanted.payment is not None:
        where.append(col(Order.payment_status) == wanted.payment)
    if wanted.since is not None:
        where.append(col(Order.created_at) >= wanted.since)
    if wanted.until is not None:
        where.append(col(Order.created_at) < wanted.until)
    if wanted.user_id is not None:
        where.append(col(Order.user_id) == wanted.user_id)
    return where
