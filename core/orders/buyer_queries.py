"""A buyer's own orders, narrowed down as an address says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.orders.models import Order, OrderLine
from core.orders.statuses import OrderFulfillmentStatus, OrderStatus

LONGEST_TEXT = 100
YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """``text`` is looked for in numbers and in the names of pieces."""

    text: str = ""
    status: OrderFulfillmentStatus | None = None
    year: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """From the parameters of an address; what makes no sense is left out."""
        status, year = query.get("status", ""), query.get("year", "")
        is_year = year.isascii() and year.isdecimal() and len(year) == len("2026")
        return cls(
            text=query.get("q", "").replace("\0", "").strip()[:LONGEST_TEXT],
            status=OrderFulfillmentStatus(status)
            if status in set(OrderFulfillmentStatus)
            else None,
            year=int(year) if is_year and int(year) in YEARS else None,
        )

    def query(self) -> dict[str, str]:
        written = {"q": self.text, "status": self.status or "", "year": str(self.year or "")}
        return {name: value for name, value in written.items() if value}


async def list_own_orders(
    session: AsyncSession,
    user_id: UUID,
    wanted: OwnFilter,
    *,
    page: int = 1,
    size: int = 20,
) -> Page[Order]:
    """Newest first."""
    page, size = clamp(page, size)
    where = _conditions(user_id, wanted)
    total = (await session.exec(select(func.count(col(Order.id))).where(*where))).one()
    rows = await session.exec(
        select(Order)
        .where(*where)
        .order_by(col(Order.id).desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return Page(rows.all(), total, page, size)


def _conditions(user_id: UUID, wanted: OwnFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        col(Order.user_id) == user_id,
        col(Order.status) != OrderStatus.EXPIRED,
    ]
    if wanted.text:
        named = select(OrderLine.order_id).where(
            col(OrderLine.title).icontains(wanted.text, autoescape=True)
        )
        number = col(Order.number).icontains(wanted.text, autoescape=True)
        where.append(number | col(Order.id).in_(named))
    if wanted.status is not None:
        where.append(col(Order.fulfillment_status) == wanted.status)
    if wanted.year is not None:
        first = datetime(wanted.year, 1, 1, tzinfo=UTC)
        after = datetime(wanted.year + 1, 1, 1, tzinfo=UTC)
        where += [col(Order.created_at) >= first, col(Order.created_at) < after]
    return where
