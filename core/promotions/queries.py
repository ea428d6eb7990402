"""Reads and locks of promotions, codes and their uses. Promotions are locked before codes,
both in the order of their ids.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import column, func, or_, table, text
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.types import String
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.guide_models import CollectionItem
from core.catalog.models import Category
from core.promotions.models import (
    Coupon,
    DiscountLine,
    Promotion,
    PromotionStatus,
    Redemption,
    RedemptionStatus,
)
from core.vendors.models import Vendor

MOST_AUTOMATIC = 200

# Orders lie above promotions; of them, only this is asked.
_ORDERS = table("orders", column("id"), column("buyer_keys", ARRAY(String)), column("status"))


async def list_automatic(
    session: AsyncSession, vendor_ids: Collection[UUID], at: datetime
) -> Sequence[tuple[Promotion, Vendor | None]]:
    """What applies by itself to these workshops' pieces, as far as time goes."""
    statement = (
        select(Promotion, Vendor)
        .outerjoin(Vendor, col(Vendor.id) == Promotion.vendor_id)
        .where(
            col(Promotion.status) == PromotionStatus.ACTIVE,
            col(Promotion.is_automatic),
            or_(col(Promotion.vendor_id).is_(None), col(Promotion.vendor_id).in_(vendor_ids)),
            or_(col(Promotion.starts_at).is_(None), col(Promotion.starts_at) <= at),
            or_(col(Promotion.ends_at).is_(None), col(Promotion.ends_at) > at),
        )
        .order_by(col(Promotion.priority).desc(), col(Promotion.id))
        .limit(MOST_AUTOMATIC)
    )
    return (await session.exec(statement)).all()


async def list_coupons(
    session: AsyncSession, codes: Collection[str]
) -> Sequence[tuple[Coupon, Promotion, Vendor | None]]:
    statement = (
        select(Coupon, Promotion, Vendor)
        .join(Promotion, col(Promotion.id) == Coupon.promotion_id)
        .outerjoin(Vendor, col(Vendor.id) == Promotion.vendor_id)
        .where(col(Coupon.code).in_(codes))
        .order_by(col(Coupon.code))
    )
    return (await session.exec(statement)).all()


async def find_coupon(session: AsyncSession, code: str) -> Coupon | None:
    return (await session.exec(select(Coupon).where(col(Coupon.code) == code))).first()


async def uses_by_buyer(
    session: AsyncSession, promotion_ids: Collection[UUID], keys: Sequence[str]
) -> Mapping[UUID, int]:
    """How often the buyer holds each promotion, by whichever identity."""
    statement = (
        select(Redemption.promotion_id, func.count())
        .where(
            col(Redemption.promotion_id).in_(promotion_ids),
            col(Redemption.status) == RedemptionStatus.ACTIVE,
            col(Redemption.buyer_keys).op("&&")(_keys(keys)),
        )
        .group_by(col(Redemption.promotion_id))
    )
    return dict((await session.exec(statement)).all())


async def customer_limits(
    session: AsyncSession, promotion_ids: Collection[UUID]
) -> Mapping[UUID, int]:
    statement = select(Promotion.id, Promotion.customer_limit).where(
        col(Promotion.id).in_(promotion_ids), col(Promotion.customer_limit).is_not(None)
    )
    return {id_: limit for id_, limit in (await session.exec(statement)).all() if limit}


async def has_ordered(
    session: AsyncSession, keys: Sequence[str], *, but: UUID | None = None
) -> bool:
    """Whether the buyer has an order that is placed or about to be paid."""
    statement = (
        select(_ORDERS.c.id)
        .where(
            _ORDERS.c.buyer_keys.op("&&")(_keys(keys)),
            _ORDERS.c.status.in_(("pending_payment", "placed")),
            _ORDERS.c.id != but if but else text("true"),
        )
        .limit(1)
    )
    return (await session.exec(statement)).first() is not None


async def category_parents(session: AsyncSession) -> Mapping[UUID, UUID | None]:
    return dict((await session.exec(select(Category.id, Category.parent_id))).all())


async def collections_of(
    session: AsyncSession, product_ids: Collection[UUID]
) -> Mapping[UUID, frozenset[UUID]]:
    statement = select(CollectionItem.product_id, CollectionItem.collection_id).where(
        col(CollectionItem.product_id).in_(product_ids)
    )
    found: dict[UUID, set[UUID]] = {}
    for product_id, collection_id in (await session.exec(statement)).all():
        found.setdefault(product_id, set()).add(collection_id)
    return {product_id: frozenset(ids) for product_id, ids in found.items()}


async def lock_buyer(session: AsyncSession, names: Sequence[str]) -> None:
    """Let uses of one promotion by one buyer take turns until the end of the transaction."""
    for name in names:
        await session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


async def lock_limited(
    session: AsyncSession, promotion_ids: Collection[UUID]
) -> list[Promotion]:
    """Those with a limit or a budget; the others are not locked, so that they never queue."""
    statement = (
        select(Promotion)
        .where(
            col(Promotion.id).in_(promotion_ids),
            or_(
                col(Promotion.total_limit).is_not(None),
                col(Promotion.budget_minor).is_not(None),
            ),
        )
        .order_by(col(Promotion.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def lock_promotion(
    session: AsyncSession, promotion_id: UUID, vendor_id: UUID | None
) -> Promotion | None:
    """For an edit: waits for the orders that are using it. A workshop reaches only its own."""
    statement = (
        select(Promotion)
        .where(col(Promotion.id) == promotion_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if vendor_id is not None:
        statement = statement.where(col(Promotion.vendor_id) == vendor_id)
    return (await session.exec(statement)).first()


async def lock_coupons(session: AsyncSession, coupon_ids: Collection[UUID]) -> list[Coupon]:
    """Those that may be used a limited number of times."""
    statement = (
        select(Coupon)
        .where(col(Coupon.id).in_(coupon_ids), col(Coupon.use_limit).is_not(None))
        .order_by(col(Coupon.id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def lock_redemptions(
    session: AsyncSession, order_id: UUID, status: RedemptionStatus
) -> list[Redemption]:
    statement = (
        select(Redemption)
        .where(col(Redemption.order_id) == order_id, col(Redemption.status) == status)
        .order_by(col(Redemption.promotion_id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def usage_of(session: AsyncSession, promotion_id: UUID) -> tuple[int, int]:
    """Live uses and what they took off."""
    statement = select(func.count(), func.coalesce(func.sum(Redemption.amount_minor), 0)).where(
        col(Redemption.promotion_id) == promotion_id,
        col(Redemption.status) == RedemptionStatus.ACTIVE,
    )
    count, spent = (await session.exec(statement)).one()
    return count, int(spent)


async def discounts_of(
    session: AsyncSession, order_id: UUID, vendor_order_id: UUID | None = None
) -> Sequence[DiscountLine]:
    """What was taken off an order, or off one workshop's part of it."""
    statement = (
        select(DiscountLine)
        .where(col(DiscountLine.order_id) == order_id)
        .order_by(col(DiscountLine.id))
    )
    if vendor_order_id is not None:
        statement = statement.where(col(DiscountLine.vendor_order_id) == vendor_order_id)
    return (await session.exec(statement)).all()


def _keys(keys: Sequence[str]) -> array[str]:
    return array(keys, type_=String(64))
