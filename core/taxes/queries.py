"""Reads of taxes as charged, of what sellers say about theirs, and of kinds of goods."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.taxes.models import (
    Goods,
    OwedBy,
    TaxedGoods,
    TaxLine,
    TaxRegistration,
    VatIdCheck,
    VatIdOutcome,
    VendorTaxProfile,
)

CHECK_HOLDS = timedelta(hours=24)

# The nearest of: the product itself, its category, the categories above it.
GOODS = text(
    """
    WITH RECURSIVE up (product_id, category_id, depth) AS (
        SELECT id, category_id, 1 FROM products WHERE id = ANY(:products)
        UNION ALL
        SELECT up.product_id, c.parent_id, up.depth + 1
        FROM up JOIN categories c ON c.id = up.category_id
    )
    SELECT DISTINCT ON (product_id) product_id, goods FROM (
        SELECT product_id, goods, 0 AS depth FROM taxed_goods WHERE product_id = ANY(:products)
        UNION ALL
        SELECT up.product_id, t.goods, up.depth
        FROM up JOIN taxed_goods t ON t.category_id = up.category_id
    ) AS found ORDER BY product_id, depth
    """
)
DISTANCE = text(
    """
    SELECT v.vendor_id, extract(year FROM o.placed_at)::int AS year, t.currency,
        sum(t.base_minor) AS net_minor
    FROM tax_lines t
    JOIN vendor_orders v ON v.id = t.vendor_order_id
    JOIN orders o ON o.id = t.order_id
    WHERE v.vendor_id = ANY(:vendors) AND t.treatment IN ('distance', 'origin')
        AND o.placed_at IS NOT NULL AND v.status NOT IN ('declined', 'canceled', 'expired')
        AND o.placed_at >= make_date(:since, 1, 1)
    GROUP BY 1, 2, 3
    """
)


@dataclass(frozen=True, slots=True)
class DistanceSales:
    vendor_id: UUID
    year: int
    currency: str
    net_minor: int


async def tax_lines_of_order(session: AsyncSession, order_id: UUID) -> Sequence[TaxLine]:
    statement = (
        select(TaxLine).where(col(TaxLine.order_id) == order_id).order_by(col(TaxLine.id))
    )
    return (await session.exec(statement)).all()


async def tax_lines_of_part(session: AsyncSession, vendor_order_id: UUID) -> Sequence[TaxLine]:
    statement = (
        select(TaxLine)
        .where(col(TaxLine.vendor_order_id) == vendor_order_id)
        .order_by(col(TaxLine.id))
    )
    return (await session.exec(statement)).all()


async def owed_by_market(session: AsyncSession, order_id: UUID) -> Sequence[TaxLine]:
    """The taxes of an order that the market owes itself."""
    statement = (
        select(TaxLine)
        .where(
            col(TaxLine.order_id) == order_id,
            col(TaxLine.owed_by) == OwedBy.MARKET,
            col(TaxLine.amount_minor) > 0,
        )
        .order_by(col(TaxLine.id))
    )
    return (await session.exec(statement)).all()


async def profiles_of(
    session: AsyncSession, vendor_ids: Collection[UUID]
) -> Mapping[UUID, VendorTaxProfile]:
    statement = select(VendorTaxProfile).where(col(VendorTaxProfile.vendor_id).in_(vendor_ids))
    return {row.vendor_id: row for row in (await session.exec(statement)).all()}


async def lock_profile(session: AsyncSession, vendor_id: UUID) -> VendorTaxProfile | None:
    statement = (
        select(VendorTaxProfile)
        .where(col(VendorTaxProfile.vendor_id) == vendor_id)
        .with_for_update()
    )
    return (await session.exec(statement)).first()


async def goods_of(
    session: AsyncSession, product_ids: Collection[UUID]
) -> Mapping[UUID, Goods]:
    """Kinds of products; those without one are taxed at the standard rate."""
    rows = await session.execute(GOODS, {"products": list(product_ids)})
    return {row.product_id: Goods(row.goods) for row in rows}


async def distance_sales(
    session: AsyncSession, vendor_ids: Sequence[UUID], since: int
) -> Sequence[DistanceSales]:
    """What went to consumers in other member states, without tax, by calendar year."""
    rows = await session.execute(DISTANCE, {"vendors": list(vendor_ids), "since": since})
    return [
        DistanceSales(row.vendor_id, row.year, row.currency, int(row.net_minor)) for row in rows
    ]


async def is_registered(session: AsyncSession, jurisdiction: str, on: date) -> bool:
    """Whether the market itself is registered there on that day."""
    statement = select(TaxRegistration.id).where(
        col(TaxRegistration.jurisdiction) == jurisdiction,
        col(TaxRegistration.valid_from) <= on,
        col(TaxRegistration.valid_until).is_(None) | (col(TaxRegistration.valid_until) >= on),
    )
    return (await session.exec(statement)).first() is not None


async def registrations(session: AsyncSession) -> Sequence[TaxRegistration]:
    statement = select(TaxRegistration).order_by(
        col(TaxRegistration.jurisdiction), col(TaxRegistration.valid_from)
    )
    return (await session.exec(statement)).all()


async def latest_check(session: AsyncSession, vat_id: str) -> VatIdCheck | None:
    statement = (
        select(VatIdCheck)
        .where(col(VatIdCheck.vat_id) == vat_id)
        .order_by(col(VatIdCheck.created_at).desc(), col(VatIdCheck.id).desc())
        .limit(1)
    )
    return (await session.exec(statement)).first()


async def is_valid_vat_id(session: AsyncSession, vat_id: str) -> bool:
    """Whether a register has lately said that it is valid."""
    check = await latest_check(session, vat_id)
    return (
        check is not None
        and check.outcome is VatIdOutcome.VALID
        and check.created_at > utc_now() - CHECK_HOLDS
    )


async def taxed_categories(session: AsyncSession) -> Mapping[UUID, Goods]:
    statement = select(TaxedGoods.category_id, TaxedGoods.goods).where(
        col(TaxedGoods.category_id).is_not(None)
    )
    rows = (await session.exec(statement)).all()
    return {category_id: Goods(goods) for category_id, goods in rows if category_id}


async def lock_taxed_goods(
    session: AsyncSession, *, category_id: UUID | None = None, product_id: UUID | None = None
) -> TaxedGoods | None:
    statement = (
        select(TaxedGoods)
        .where(
            col(TaxedGoods.category_id) == category_id
            if category_id
            else col(TaxedGoods.product_id) == product_id
        )
        .with_for_update()
    )
    return (await session.exec(statement)).first()
