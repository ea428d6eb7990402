"""Products as the search index wants them, in five statements a batch."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.category_queries import category_data, list_categories
from core.catalog.index_models import IndexableProduct, IndexableVariant
from core.catalog.models import Category, Product, ProductImage, ProductVariant, VariantPrice
from core.catalog.offer_queries import units_for_sale, visible
from core.catalog.page_queries import attributes_of
from core.catalog.read_models import AttributeData, CategoryData
from core.vendors.models import Vendor


async def list_indexable(session: AsyncSession, ids: Sequence[UUID]) -> list[IndexableProduct]:
    """Those of the products that can be seen, with a price in some currency."""
    statement = (
        select(Product, Vendor)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(visible(), col(Product.id).in_(ids))
        .execution_options(populate_existing=True)
    )
    rows = (await session.exec(statement)).all()
    shown = [product.id for product, _ in rows]
    variants = await _variants(session, shown)
    attributes = await attributes_of(session, shown)
    with_image = await _with_image(session, shown)
    paths = await category_paths(session)
    return [
        _indexable(
            product, vendor, variants[product.id], attributes.get(product.id, ()),
            paths.get(product.category_id, ()), has_image=product.id in with_image,
        )
        for product, vendor in rows
        if product.id in variants
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
    session: AsyncSession, product_ids: Sequence[UUID]
) -> dict[UUID, tuple[IndexableVariant, ...]]:
    """Active variants that have a price, by product."""
    statement: Any = (
        select_columns(
            ProductVariant,
            VariantPrice,
            units_for_sale(),
            col(Product.option_names),
            col(Vendor.dispatch_days_max),
        )
        .join(Product, col(Product.id) == ProductVariant.product_id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .join(VariantPrice, col(VariantPrice.variant_id) == ProductVariant.id)
        .where(col(ProductVariant.product_id).in_(product_ids), col(ProductVariant.is_active))
        .order_by(col(ProductVariant.position), col(ProductVariant.id))
    )
    found: dict[UUID, dict[UUID, IndexableVariant]] = {}
    for variant, price, units, names, days in await session.exec(statement):
        of_product = found.setdefault(variant.product_id, {})
        known = of_product.get(variant.id)
        prices = {**(known.prices if known else {}), price.currency: price.amount_minor}
        of_product[variant.id] = IndexableVariant(
            sku=variant.sku,
            options=tuple(zip(names, variant.options, strict=False)),
            prices=prices,
            is_buyable=units is None or units > 0,
            dispatch_days=days + (variant.lead_time_days or 0),
        )
    return {product_id: tuple(of.values()) for product_id, of in found.items()}


async def _with_image(session: AsyncSession, product_ids: Sequence[UUID]) -> set[UUID]:
    statement = (
        select(ProductImage.product_id)
        .where(col(ProductImage.product_id).in_(product_ids))
        .distinct()
    )
    return set(await session.exec(statement))


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
    product: Product,
    vendor: Vendor,
    variants: tuple[IndexableVariant, ...],
    attributes: tuple[AttributeData, ...],
    path: tuple[CategoryData, ...],
    *,
    has_image: bool,
) -> IndexableProduct:
    return IndexableProduct(
        id=product.id,
        slug=product.slug,
        title=product.title,
        summary=product.summary,
        description_html=product.description_html,
        tags=tuple(product.tags),
        search_terms=tuple(product.search_terms),
        features=tuple(product.features),
        technique=product.technique,
        origin_country=product.origin_country,
        materials=tuple(str(material.get("name", "")) for material in product.materials),
        vendor_id=vendor.id,
        vendor_slug=vendor.slug,
        vendor_name=vendor.name,
        category_path=path,
        attributes=attributes,
        variants=variants,
        has_image=has_image,
        impact=tuple(product.impact),
        rating_count=product.rating_count,
        rating_sum=product.rating_sum,
        published_at=product.published_at or product.created_at,
        updated_at=product.updated_at,
    )
