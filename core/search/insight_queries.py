"""What people searched for and how it went, for operators."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product
from core.kernel.clock import utc_now
from core.kernel.pagination import Page, clamp
from core.kernel.principal import Principal
from core.search.models import ClickedResult, LoggedQuery, SearchRule

FEW_CLICKS, ENOUGH_SEARCHES = 0.1, 5


class Kind(StrEnum):
    TOP = "top"
    ZERO = "zero"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class QueryFacts:
    """``clicked`` of the ``searches`` led to a piece, ``empty`` found nothing as it was
    typed.
    """

    text: str
    searches: int
    people: int
    clicked: int
    empty: int
    results: int
    took_ms: int


async def list_asked(
    session: AsyncSession,
    staff: Principal,
    kind: Kind,
    *,
    days: int,
    part: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[QueryFacts]:
    """Searches with words by their text, the most frequent first; further pages of a search
    and lists without words do not count.
    """
    staff.require_staff()
    number, size = clamp(page, size)
    statement = _by_text(kind, days, part)
    total = await session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rows = await session.execute(statement.limit(size).offset((number - 1) * size))
    return Page([QueryFacts(*row) for row in rows], total, number, size)


async def count_asked(session: AsyncSession, staff: Principal, *, days: int) -> dict[Kind, int]:
    staff.require_staff()
    return {
        kind: await session.scalar(
            select(func.count()).select_from(_by_text(kind, days, "").subquery())
        ) or 0
        for kind in Kind
    }  # fmt: skip


async def list_rules_with_titles(
    session: AsyncSession, staff: Principal
) -> list[tuple[SearchRule, str, str]]:
    """Pins and boosts with the title and the slug of their product, by query."""
    staff.require_staff()
    statement = (
        select(SearchRule, Product.title, Product.slug)
        .join(Product, col(Product.id) == SearchRule.product_id)
        .order_by(col(SearchRule.text), col(SearchRule.kind).desc(), col(SearchRule.strength))
    )
    return list((await session.exec(statement)).all())


async def find_product_by_slug(session: AsyncSession, slug: str) -> UUID | None:
    return (await session.exec(select(Product.id).where(Product.slug == slug))).one_or_none()


def _by_text(kind: Kind, days: int, part: str) -> Any:
    clicked = (
        select(ClickedResult.id).where(col(ClickedResult.search_id) == LoggedQuery.id).exists()
    )
    is_empty = (col(LoggedQuery.total) == 0) | col(LoggedQuery.is_relaxed)
    searches, clicks = func.count(), func.sum(case((clicked, 1), else_=0))
    empty = func.sum(case((is_empty, 1), else_=0))
    statement = (
        select_columns(
            col(LoggedQuery.text),
            searches,
            func.count(func.distinct(func.nullif(LoggedQuery.visitor, ""))),
            clicks,
            empty,
            func.round(func.avg(LoggedQuery.total)),
            func.round(func.avg(LoggedQuery.took_ms)),
        )
        .where(
            col(LoggedQuery.created_at) >= utc_now() - timedelta(days=days),
            col(LoggedQuery.text) != "",
            col(LoggedQuery.number) == 1,
        )
        .group_by(col(LoggedQuery.text))
    )
    if part:
        statement = statement.where(col(LoggedQuery.text).contains(part, autoescape=True))
    wanted: dict[Kind, ColumnElement[bool] | None] = {
        Kind.TOP: None,
        Kind.ZERO: empty > 0,
        Kind.LOW: (searches >= ENOUGH_SEARCHES) & (empty == 0)
        & (clicks < FEW_CLICKS * searches),
    }  # fmt: skip
    order = empty if kind is Kind.ZERO else searches
    condition = wanted[kind]
    if condition is not None:
        statement = statement.having(condition)
    return statement.order_by(order.desc(), col(LoggedQuery.text))
