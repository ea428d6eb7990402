"""What operators and workshops see of promotions, and what their words stand for."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.guide_models import Collection as Shelf
from core.catalog.models import Category, Product
from core.identity.group_models import CustomerGroup
from core.kernel.pagination import Page
from core.promotions.models import (
    Coupon,
    Promotion,
    PromotionStatus,
    Redemption,
    RedemptionStatus,
)
from core.vendors.models import Vendor

CHUNK = 1000
NAMED_BY: Mapping[str, tuple[Any, Any]] = {
    "products": (Product, Product.slug),
    "categories": (Category, Category.slug),
    "collections": (Shelf, Shelf.slug),
    "workshops": (Vendor, Vendor.slug),
    "groups": (CustomerGroup, CustomerGroup.name),
}


async def ids_named(
    session: AsyncSession,
    what: str,
    names: Collection[str],
    *,
    vendor_id: UUID | None = None,
) -> dict[str, UUID]:
    """Ids by address; a workshop finds only its own products."""
    if not names:
        return {}
    kind, name = NAMED_BY[what]
    statement = select(name, kind.id).where(col(name).in_(names))
    if what == "products" and vendor_id is not None:
        statement = statement.where(col(Product.vendor_id) == vendor_id)
    rows = (await session.execute(statement)).all()
    return {str(row[0]): row[1] for row in rows}


async def names_of(session: AsyncSession, what: str, ids: Collection[UUID]) -> list[str]:
    if not ids:
        return []
    kind, name = NAMED_BY[what]
    statement = select(name).where(col(kind.id).in_(ids)).order_by(name)
    return [row[0] for row in (await session.execute(statement)).all()]


async def slugs_of(session: AsyncSession, product_ids: Collection[UUID]) -> dict[UUID, str]:
    statement = select(Product.id, Product.slug).where(col(Product.id).in_(product_ids))
    return dict((await session.exec(statement)).all())


async def find_promotion(
    session: AsyncSession, promotion_id: UUID, vendor_id: UUID | None
) -> Promotion | None:
    statement = select(Promotion).where(col(Promotion.id) == promotion_id)
    if vendor_id is not None:
        statement = statement.where(col(Promotion.vendor_id) == vendor_id)
    return (await session.exec(statement)).first()


async def list_promotions(
    session: AsyncSession,
    vendor_id: UUID | None,
    *,
    status: PromotionStatus | None = None,
    number: int = 1,
    size: int = 50,
) -> Page[tuple[Promotion, str, int, int]]:
    """Newest first: with the workshop's name, live uses, and what they took off."""
    wanted = select(Promotion.id)
    if vendor_id is not None:
        wanted = wanted.where(col(Promotion.vendor_id) == vendor_id)
    if status is not None:
        wanted = wanted.where(col(Promotion.status) == status)
    count = (await session.exec(select(func.count()).select_from(wanted.subquery()))).one()
    uses = (
        select(
            col(Redemption.promotion_id).label("id"),
            func.count().label("uses"),
            func.sum(Redemption.amount_minor).label("spent"),
        )
        .where(col(Redemption.status) == RedemptionStatus.ACTIVE)
        .group_by(col(Redemption.promotion_id))
        .subquery()
    )
    statement = (
        select(
            Promotion,
            func.coalesce(Vendor.name, ""),
            func.coalesce(uses.c.uses, 0),
            func.coalesce(uses.c.spent, 0),
        )
        .outerjoin(Vendor, col(Vendor.id) == Promotion.vendor_id)
        .outerjoin(uses, uses.c.id == Promotion.id)
        .where(col(Promotion.id).in_(wanted))
        .order_by(col(Promotion.id).desc())
        .offset((number - 1) * size)
        .limit(size)
    )
    rows = (await session.exec(statement)).all()
    items = tuple((row[0], str(row[1]), int(row[2]), int(row[3])) for row in rows)
    return Page(items, count, number, size)


async def list_batches(
    session: AsyncSession, promotion_id: UUID
) -> Sequence[tuple[str, int, int, str]]:
    """Codes by batch: its name, how many, how many of them were used, and one of them."""
    used = (
        select(Redemption.coupon_id)
        .where(
            col(Redemption.promotion_id) == promotion_id,
            col(Redemption.status) == RedemptionStatus.ACTIVE,
        )
        .distinct()
        .subquery()
    )
    statement = (
        select(
            Coupon.batch,
            func.count(),
            func.count(used.c.coupon_id),
            func.min(Coupon.code),
        )
        .outerjoin(used, used.c.coupon_id == Coupon.id)
        .where(col(Coupon.promotion_id) == promotion_id)
        .group_by(col(Coupon.batch))
        .order_by(col(Coupon.batch))
    )
    rows = (await session.exec(statement)).all()
    return [(str(batch), int(n), int(used), str(code)) for batch, n, used, code in rows]


async def taken_codes(session: AsyncSession, codes: Collection[str]) -> set[str]:
    return set(await session.exec(select(Coupon.code).where(col(Coupon.code).in_(codes))))


async def walk_codes(
    session: AsyncSession, promotion_id: UUID, batch: str
) -> AsyncIterator[tuple[Coupon, int]]:
    """Every code of a batch with its live uses, in chunks, in the order of the codes."""
    after = ""
    while True:
        statement = (
            select(Coupon, func.count(col(Redemption.id)))
            .outerjoin(
                Redemption,
                (col(Redemption.coupon_id) == Coupon.id)
                & (col(Redemption.status) == RedemptionStatus.ACTIVE),
            )
            .where(
                col(Coupon.promotion_id) == promotion_id,
                col(Coupon.batch) == batch,
                col(Coupon.code) > after,
            )
            .group_by(col(Coupon.id))
            .order_by(col(Coupon.code))
            .limit(CHUNK)
        )
        rows = (await session.exec(statement)).all()
        for coupon, uses in rows:
            yield coupon, uses
        if len(rows) < CHUNK:
            return
        after = rows[-1][0].code


async def most_uses_of_one(session: AsyncSession, promotion_id: UUID) -> int:
    """By the buyer who holds most of them."""
    keys = (
        select(func.unnest(Redemption.buyer_keys).label("key"))
        .where(
            col(Redemption.promotion_id) == promotion_id,
            col(Redemption.status) == RedemptionStatus.ACTIVE,
        )
        .subquery()
    )
    counted = select(func.count().label("uses")).select_from(keys).group_by(keys.c.key)
    statement = select(func.coalesce(func.max(counted.subquery().c.uses), 0))
    return int((await session.exec(statement)).one())
