"""Products as the search index wants them, in five statements a batch. A rebuild reads every
product of the market, so only columns are read and the database puts lists together.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, column, func, table
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.category_queries import category_data, list_categories
from core.catalog.index_models import IndexableProduct, IndexableVariant
from core.catalog.models import Category, Product, ProductVariant, VariantPrice
from core.catalog.offer_queries import units_for_sale, vacation_end, visible
from core.catalog.page_queries import attributes_of
from core.catalog.read_models import AttributeData, CategoryData
from core.vendors.models import Vendor

# Shipping builds on the catalog, so its rates are named as a table, like stock levels.
_rates = table("delivery_rates", column("vendor_id"), column("currency"), column("zone"))

PRODUCT_COLUMNS = (
    col(Product.id), col(Product.slug), col(Product.title), col(Product.summary),
    col(Product.description_html), col(Product.tags), col(Product.search_terms),
    col(Product.features), col(Product.technique), col(Product.origin_country),
    col(Product.materials), col(Product.impact), col(Product.category_id),
    col(Product.option_names), col(Product.rating_count), col(Product.rating_sum),
    func.coalesce(Product.published_at, Product.created_at).label("published_at"),
    col(Vendor.id).label("vendor_id"), col(Vendor.slug).label("vendor_slug"),
    col(Vendor.name).label("vendor_name"), col(Vendor.dispatch_days_max),
    col(Vendor.country).label("vendor_country"),

)  # fmt: skip


async def list_indexable(session: AsyncSession, ids: Sequence[UUID]) -> list[IndexableProduct]:
    """Those of the products that can be seen, with a price in some currency."""
    statement: Any = (
        select_columns(*PRODUCT_COLUMNS, vacation_end().label("away_until"))
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(visible(), col(Product.id).in_(ids))
    )
    products = {row.id: row for row in await session.exec(statement)}
    variants = await _variants(session, products)
    attributes = await attributes_of(session, list(variants))
    paths = await category_paths(session)
    zones = await _delivery_zones(session, {row.vendor_id for row in products.values()})
    return [
        _indexable(
            products[product_id], tuple(of_product), attributes.get(product_id, ()),
            paths.get(products[product_id].category_id, ()),
            zones.get(products[product_id].vendor_id, {}),
        )
        for product_id, of_product in variants.items()
    ]  # fmt: skip


async def list_visible_ids_after(
    session: AsyncSession, after: UUID | None, most: int
) -> list[UUID]:
    """Ids of visible products in order, for walking through all of them."""
    statement = (
        select(Product.id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(visible())
        .order_by(col(Product.id))
        .limit(most)
    )
    if after is not None:
        statement = statement.where(col(Product.id) > after)
    return list(await session.exec(statement))


async def list_ids_of_vendor(session: AsyncSession, vendor_id: UUID) -> list[UUID]:
    statement = select(Product.id).where(col(Product.vendor_id) == vendor_id)
    return list(await session.exec(statement))


async def _variants(
    session: AsyncSession, products: Mapping[UUID, Row[Any]]
) -> dict[UUID, list[IndexableVariant]]:
    """Active variants that have a price, by product."""
    prices = func.jsonb_object_agg(VariantPrice.currency, VariantPrice.amount_minor)
    statement: Any = (
        select_columns(
            col(ProductVariant.product_id),
            col(ProductVariant.sku),
            col(ProductVariant.option1),
            col(ProductVariant.option2),
            col(ProductVariant.option3),
            col(ProductVariant.lead_time_days),
            units_for_sale(),
            prices.cast(JSONB),
        )
        .join(VariantPrice, col(VariantPrice.variant_id) == ProductVariant.id)
        .where(col(ProductVariant.product_id).in_(products), col(ProductVariant.is_active))
        .group_by(col(ProductVariant.id))
        .order_by(col(ProductVariant.position), col(ProductVariant.id))
    )
    found: dict[UUID, list[IndexableVariant]] = {}
    for product_id, sku, *options, lead_time, units, by_currency in await session.exec(
        statement
    ):
        product = products[product_id]
        values = [value for value in options if value is not None]
        variant = IndexableVariant(
            sku=sku,
            options=tuple(zip(product.option_names, values, strict=False)),
            prices=by_currency,
            is_buyable=product.away_until is None and (units is None or units > 0),
            dispatch_days=product.dispatch_days_max + (lead_time or 0),
        )
        found.setdefault(product_id, []).append(variant)
    return found


async def _delivery_zones(
    session: AsyncSession, vendor_ids: Collection[UUID]
) -> dict[UUID, dict[str, tuple[str, ...]]]:
    """By workshop and currency, the zones it has a delivery rate for."""
    statement: Any = (
        select_columns(
            _rates.c.vendor_id, _rates.c.currency, func.array_agg(_rates.c.zone.distinct())
        )
        .where(_rates.c.vendor_id.in_(vendor_ids))
        .group_by(_rates.c.vendor_id, _rates.c.currency)
    )
    found: dict[UUID, dict[str, tuple[str, ...]]] = {}
    for vendor_id, currency, zones in await session.exec(statement):
        found.setdefault(vendor_id, {})[currency] = tuple(sorted(zones))
    return found


async def category_paths(
    session: AsyncSession,
) -> dict[UUID | None, tuple[CategoryData, ...]]:
    """The way to every category, from its department on."""
    categories = await list_categories(session)
    by_id = {category.id: category for category in categories}
    paths: dict[UUID | None, tuple[CategoryData, ...]] = {}
    for category in categories:
        path: list[CategoryData] = []
        above: Category | None = category
        while above is not None and len(path) <= len(by_id):
            path.append(category_data(above))
            above = by_id.get(above.parent_id) if above.parent_id else None
        paths[category.id] = tuple(reversed(path))
    return paths


def _indexable(
    row: Row[Any],
    variants: tuple[IndexableVariant, ...],
    attributes: tuple[AttributeData, ...],
    path: tuple[CategoryData, ...],
    zones: Mapping[str, tuple[str, ...]],
) -> IndexableProduct:
    return IndexableProduct(
        id=row.id,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        description_html=row.description_html,
        tags=tuple(row.tags),
        search_terms=tuple(row.search_terms),
        features=tuple(row.features),
        technique=row.technique,
        origin_country=row.origin_country,
        materials=tuple(str(material.get("name", "")) for material in row.materials),
        vendor_id=row.vendor_id,
        vendor_slug=row.vendor_slug,
        vendor_name=row.vendor_name,
        vendor_country=row.vendor_country,
        delivery_zones=zones,
        category_path=path,
        attributes=attributes,
        variants=variants,
        impact=tuple(row.impact),
        rating_count=row.rating_count,
        rating_sum=row.rating_sum,
        published_at=row.published_at,
    )
