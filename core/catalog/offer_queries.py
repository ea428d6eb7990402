"""Pieces that the reads of products share: what can be seen, at which price, how many are left.

Inventory builds on the catalog, so its levels are named here as a table, the way foreign keys
name them.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Subquery, and_, case, column, func, or_, table, true
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import (
    PriceChange,
    Product,
    ProductStatus,
    ProductVariant,
    SellMode,
    VariantPrice,
)
from core.catalog.read_models import Availability
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.vendors.models import Vendor, VendorStatus

LOOK_BACK = timedelta(days=30)

_levels = table(
    "stock_levels",
    column("variant_id"), column("on_hand"), column("reserved"), column("allocated"),
    column("backorder_limit"),
)  # fmt: skip


def units_of_variant() -> ColumnElement[int]:
    """Units that can be bought of a variant: the best single place, as a parcel leaves one."""
    free = (
        _levels.c.on_hand - _levels.c.allocated - _levels.c.reserved + _levels.c.backorder_limit
    )
    return (
        select(func.coalesce(func.max(free), 0))
        .select_from(_levels)
        .where(_levels.c.variant_id == ProductVariant.id)
        .correlate(ProductVariant)
        .scalar_subquery()
    )


def units_for_sale() -> ColumnElement[int | None]:
    """The same, and NULL where stock is not counted."""
    return case((~col(ProductVariant.is_stock_tracked), None), else_=units_of_variant())


def visible() -> ColumnElement[bool]:
    """Published, by an approved workshop. The price in a currency is the third condition. Gift
    cards, which the market itself sells, have a page of their own.
    """
    return and_(
        ~col(Vendor.is_platform),
        col(Product.status) == ProductStatus.PUBLISHED,
        col(Vendor.status) == VendorStatus.APPROVED,
    )


def vacation_end() -> ColumnElement[date | None]:
    """The last day of the holiday that the workshop is on; NULL when it is there."""
    today = utc_now().date()
    is_away = and_(col(Vendor.vacation_from) <= today, col(Vendor.vacation_to) >= today)
    return case((is_away, col(Vendor.vacation_to)), else_=None)


def has_price_in(currency: str) -> ColumnElement[bool]:
    """An active variant of the product can be bought in this currency."""
    return (
        select(ProductVariant.id)
        .join(VariantPrice, col(VariantPrice.variant_id) == ProductVariant.id)
        .where(
            col(ProductVariant.product_id) == Product.id,
            col(ProductVariant.is_active),
            col(VariantPrice.currency) == currency,
        )
        .correlate(Product)
        .exists()
    )


def offers(currency: str, *product_conditions: ColumnElement[bool]) -> Subquery:
    """One row a product that has a price: range, cheapest variant, can one be bought."""
    units = units_for_sale().label("units")
    variants = (
        select_columns(
            col(ProductVariant.id),
            col(ProductVariant.product_id),
            col(ProductVariant.position),
            col(ProductVariant.sell_mode),
            col(VariantPrice.amount_minor),
            col(VariantPrice.compare_at_minor),
            units,
        )
        .join(VariantPrice, col(VariantPrice.variant_id) == ProductVariant.id)
        .where(
            col(ProductVariant.is_active),
            col(VariantPrice.currency) == currency,
            *product_conditions,
        )
        .subquery("priced")
    )
    cheapest = (variants.c.amount_minor, variants.c.position)
    can_buy = case((variants.c.units.is_(None), true()), else_=variants.c.units > 0)
    made = variants.c.sell_mode == SellMode.MADE_TO_ORDER
    return (
        select_columns(
            variants.c.product_id,
            func.min(variants.c.amount_minor).label("lowest"),
            func.max(variants.c.amount_minor).label("highest"),
            _first(variants.c.compare_at_minor, *cheapest).label("compare_at"),
            _first(variants.c.id, *cheapest).label("variant_id"),
            func.count().label("variants"),
            func.bool_or(can_buy).label("is_buyable"),
            func.bool_and(made).label("is_made_to_order"),
        )
        .group_by(variants.c.product_id)
        .subquery("offers")
    )


def _first(value: ColumnElement[Any], *order: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.array_agg(aggregate_order_by(value, *order))[1]


async def lowest_before_reduction(
    session: AsyncSession, variant_ids: Collection[UUID], currency: str
) -> Mapping[UUID, Money]:
    """The lowest price of the 30 days before the present reduction began, from the history.

    A reduction begins when its price does, or when an older price is announced as one. A
    variant without one, or that never had another price, is not in the answer.
    """
    steps = _price_steps(variant_ids, currency)
    of_variant: dict[str, Any] = {"partition_by": steps.c.variant_id}
    began = func.max(steps.c.created_at).filter(steps.c.is_begin).over(**of_variant)
    is_present = and_(
        steps.c.until.is_(None),
        steps.c.compare_at_minor.is_not(None),
        steps.c.amount_minor.is_not(None),
    )
    is_reduced = func.bool_or(is_present).over(**of_variant)
    dated = select_columns(
        steps, began.label("began"), is_reduced.label("is_reduced")
    ).subquery("dated")
    statement = (
        select(dated.c.variant_id, func.min(dated.c.amount_minor))
        .where(
            dated.c.is_reduced,
            dated.c.amount_minor.is_not(None),
            dated.c.created_at < dated.c.began,
            dated.c.until > dated.c.began - LOOK_BACK,
        )
        .group_by(dated.c.variant_id)
    )
    rows = (await session.exec(statement)).all()
    return {variant_id: Money(minor, currency) for variant_id, minor in rows}


def _price_steps(variant_ids: Collection[UUID], currency: str) -> Subquery:
    """Rows of the history with the moment the next one begins, and whether a price or its
    announcement as reduced begins with it.
    """
    window: dict[str, Any] = {
        "partition_by": PriceChange.variant_id,
        "order_by": (PriceChange.created_at, PriceChange.id),
    }
    amount, announced = col(PriceChange.amount_minor), col(PriceChange.compare_at_minor)
    is_begin = or_(
        amount.is_distinct_from(func.lag(amount).over(**window)),
        func.lag(announced).over(**window).is_(None),
    )
    return (
        select_columns(
            col(PriceChange.variant_id),
            amount,
            announced,
            col(PriceChange.created_at),
            func.lead(PriceChange.created_at).over(**window).label("until"),
            is_begin.label("is_begin"),
        )
        .where(
            col(PriceChange.variant_id).in_(variant_ids), col(PriceChange.currency) == currency
        )
        .subquery("steps")
    )


def availability(
    units: int | None,
    sell_mode: SellMode,
    lead_time_days: int | None,
    back_on: date | None = None,
) -> Availability:
    return Availability(
        units if units is None else max(0, units),
        sell_mode is SellMode.MADE_TO_ORDER,
        lead_time_days,
        back_on,
    )
