"""What workshops and operators see of products: lists, the editor, the queue, histories."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.card_queries import images_of
from core.catalog.edit_models import (
    ImageEdit,
    PricePoint,
    ProductEdit,
    ProductRow,
    StatusChangeData,
    VariantEdit,
)
from core.catalog.errors import ProductNotFound
from core.catalog.models import (
    Category,
    PriceChange,
    Product,
    ProductImage,
    ProductStatus,
    ProductStatusChange,
    ProductVariant,
    VariantPrice,
)
from core.catalog.offer_queries import units_of_variant
from core.catalog.page_queries import attributes_of
from core.catalog.policies import missing_for_publication
from core.catalog.read_models import FEW_LEFT
from core.catalog.safety import read_safety
from core.catalog.unit_price import written_content
from core.kernel.money import Money
from core.kernel.pagination import Page, clamp
from core.kernel.principal import Principal
from core.media.models import MediaAsset
from core.media.picture import Picture
from core.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """What a list is narrowed to. ``sort``: ``updated``, ``title``, ``newest`` or ``stock``."""

    text: str = ""
    statuses: tuple[ProductStatus, ...] = ()
    category_ids: tuple[UUID, ...] = ()
    vendor_slug: str = ""
    is_low: bool = False
    sort: str = "updated"


async def list_of_vendor(
    session: AsyncSession,
    vendor_id: UUID,
    currency: str,
    wanted: ProductFilter = ProductFilter(),
    *,
    number: int = 1,
    size: int = 50,
) -> Page[ProductRow]:
    conditions = [col(Product.vendor_id) == vendor_id]
    return await _list(session, currency, wanted, conditions, number, size)


async def list_all(
    session: AsyncSession,
    staff: Principal,
    currency: str,
    wanted: ProductFilter = ProductFilter(),
    *,
    number: int = 1,
    size: int = 50,
) -> Page[ProductRow]:
    """Products of every workshop, for the operator."""
    staff.require_staff()
    return await _list(session, currency, wanted, [], number, size)


async def moderation_queue(
    session: AsyncSession, staff: Principal, currency: str, *, number: int = 1, size: int = 50
) -> Page[ProductRow]:
    """Products in review, the one that waits longest first."""
    staff.require_staff()
    wanted = ProductFilter(statuses=(ProductStatus.IN_REVIEW,), sort="submitted")
    return await _list(session, currency, wanted, [], number, size)


async def count_by_status(
    session: AsyncSession, vendor_id: UUID | None = None
) -> dict[ProductStatus, int]:
    """For the tabs above a list; of one workshop, or of the market."""
    statement = select(Product.status, func.count()).group_by(col(Product.status))
    if vendor_id is not None:
        statement = statement.where(col(Product.vendor_id) == vendor_id)
    rows = (await session.exec(statement)).all()
    return {ProductStatus(status): count for status, count in rows}


async def get_for_edit(
    session: AsyncSession, product_id: UUID, vendor_id: UUID | None
) -> ProductEdit:
    """Everything the editor shows. ``vendor_id`` None is the operator's view of any product."""
    product = await queries.get_product(session, product_id)
    if vendor_id is not None and product.vendor_id != vendor_id:
        raise ProductNotFound(product_id)
    values = await queries.list_option_values(session, product_id)
    variants = await _variants(session, product_id)
    images = await queries.list_images_with_media(session, product_id)
    axes = range(1, len(product.option_names) + 1)
    priced = sum(1 for v in variants if v.is_active and v.prices)
    return ProductEdit(
        id=product.id,
        vendor_id=product.vendor_id,
        slug=product.slug,
        handle=product.handle,
        status=product.status,
        title=product.title,
        summary=product.summary,
        description_html=product.description_html,
        category_id=product.category_id,
        tags=tuple(product.tags),
        search_terms=tuple(product.search_terms),
        features=tuple(product.features),
        technique=product.technique,
        origin_country=product.origin_country,
        care=product.care,
        hs_code=product.hs_code,
        materials=tuple(product.materials),
        packaging=product.packaging,
        impact=tuple(product.impact),
        certifications=tuple(product.certifications),
        safety=read_safety(product.safety),
        seo_title=product.seo_title,
        seo_description=product.seo_description,
        option_names=tuple(product.option_names),
        option_values=tuple(tuple(v.value for v in values if v.axis == n) for n in axes),
        variants=variants,
        images=tuple(_image_edit(image, asset) for image, asset in images),
        attributes=(await attributes_of(session, [product_id])).get(product_id, ()),
        history=await _history(session, product_id),
        missing=missing_for_publication(product, priced=priced, images=len(images)),
        updated_at=product.updated_at,
    )


async def price_history(
    session: AsyncSession, variant_ids: Sequence[UUID], currency: str
) -> list[PricePoint]:
    """Every price the variants had in this currency, oldest first."""
    statement = (
        select(PriceChange)
        .where(
            col(PriceChange.variant_id).in_(variant_ids), col(PriceChange.currency) == currency
        )
        .order_by(col(PriceChange.created_at))
    )
    return [_price_point(change) for change in await session.exec(statement)]


async def _list(
    session: AsyncSession,
    currency: str,
    wanted: ProductFilter,
    conditions: list[ColumnElement[bool]],
    number: int,
    size: int,
) -> Page[ProductRow]:
    number, size = clamp(number, size)
    conditions = [*conditions, *_conditions(wanted)]
    matching = select(Product.id).join(Vendor, col(Vendor.id) == Product.vendor_id)
    matching = matching.where(*conditions)
    total = await session.scalar(select(func.count()).select_from(matching.subquery()))
    page = (
        matching.order_by(*_order(wanted.sort), col(Product.id).desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    ids = (await session.exec(page)).all()
    return Page(await _rows(session, ids, currency), total or 0, number, size)


def _conditions(wanted: ProductFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.statuses:
        found.append(col(Product.status).in_(wanted.statuses))
    if wanted.category_ids:
        found.append(col(Product.category_id).in_(wanted.category_ids))
    if wanted.vendor_slug:
        found.append(col(Vendor.slug) == wanted.vendor_slug)
    if wanted.is_low:
        found.append(_is_low())
    for word in wanted.text.split():
        has_sku = (
            select(ProductVariant.id)
            .where(
                col(ProductVariant.product_id) == Product.id,
                col(ProductVariant.sku).icontains(word, autoescape=True),
            )
            .correlate(Product)
            .exists()
        )
        found.append(
            or_(
                col(Product.title).icontains(word, autoescape=True),
                col(Product.handle).icontains(word, autoescape=True),
                has_sku,
            )
        )
    return found


def _is_low() -> ColumnElement[bool]:
    """Some active, counted variant has few units left or none."""
    return (
        select(ProductVariant.id)
        .where(
            col(ProductVariant.product_id) == Product.id,
            col(ProductVariant.is_active),
            col(ProductVariant.is_stock_tracked),
            units_of_variant() <= FEW_LEFT,
        )
        .correlate(Product)
        .exists()
    )


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    orders: dict[str, tuple[ColumnElement[Any], ...]] = {
        "title": (func.lower(Product.title).asc(),),
        "newest": (col(Product.created_at).desc(),),
        "published": (col(Product.published_at).desc().nulls_last(),),
        "submitted": (_submitted_at().asc(),),
    }
    return orders.get(sort, (col(Product.updated_at).desc(),))


def _submitted_at() -> ColumnElement[Any]:
    return (
        select(func.max(ProductStatusChange.created_at))
        .where(
            col(ProductStatusChange.product_id) == Product.id,
            col(ProductStatusChange.to_status) == ProductStatus.IN_REVIEW.value,
        )
        .correlate(Product)
        .scalar_subquery()
    )


async def _rows(session: AsyncSession, ids: Sequence[UUID], currency: str) -> list[ProductRow]:
    if not ids:
        return []
    units = units_of_variant().label("units")
    variants = (
        select_columns(
            col(ProductVariant.product_id),
            col(VariantPrice.amount_minor),
            col(ProductVariant.is_stock_tracked),
            units,
        )
        .outerjoin(
            VariantPrice,
            (col(VariantPrice.variant_id) == ProductVariant.id)
            & (col(VariantPrice.currency) == currency),
        )
        .where(col(ProductVariant.product_id).in_(ids), col(ProductVariant.is_active))
        .subquery()
    )
    counted = variants.c.is_stock_tracked
    totals = (
        select_columns(
            variants.c.product_id,
            func.min(variants.c.amount_minor).label("lowest"),
            func.max(variants.c.amount_minor).label("highest"),
            func.count().label("variants"),
            func.coalesce(func.sum(variants.c.units).filter(counted), 0).label("units"),
            func.bool_or(counted & (variants.c.units <= FEW_LEFT)).label("is_low"),
        )
        .group_by(variants.c.product_id)
        .subquery()
    )
    statement: Any = (
        select_columns(Product, Vendor.name, Category.name, _submitted_at(), totals)  # pyright: ignore[reportCallIssue, reportArgumentType]
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .outerjoin(Category, col(Category.id) == Product.category_id)
        .outerjoin(totals, totals.c.product_id == Product.id)
        .where(col(Product.id).in_(ids))
    )
    rows: dict[UUID, Any] = {row[0].id: row for row in await session.exec(statement)}
    images = await images_of(session, ids, most=1)
    pictures = {product_id: of[0].picture for product_id, of in images.items()}
    return [_row(rows[i], pictures.get(i), currency) for i in ids if i in rows]


def _row(row: Any, picture: Picture | None, currency: str) -> ProductRow:
    product: Product = row[0]
    has_price = row.lowest is not None
    return ProductRow(
        id=product.id,
        slug=product.slug,
        title=product.title,
        status=product.status,
        vendor_id=product.vendor_id,
        vendor_name=row[1],
        category_name=row[2] or "",
        picture=picture,
        price_from=Money(row.lowest, currency) if has_price else None,
        price_to=Money(row.highest, currency) if has_price else None,
        variants=row.variants or 0,
        units=int(row.units or 0),
        is_low=bool(row.is_low),
        updated_at=product.updated_at,
        published_at=product.published_at,
        submitted_at=row[3],
    )


async def _variants(session: AsyncSession, product_id: UUID) -> tuple[VariantEdit, ...]:
    statement = (
        select(ProductVariant, units_of_variant())
        .where(col(ProductVariant.product_id) == product_id)
        .order_by(
            col(ProductVariant.is_active).desc(),
            col(ProductVariant.position),
            col(ProductVariant.id),
        )
    )
    rows = (await session.exec(statement)).all()
    prices = await queries.prices_of(session, [variant.id for variant, _ in rows])
    by_variant: dict[UUID, list[VariantPrice]] = {}
    for price in prices.values():
        by_variant.setdefault(price.variant_id, []).append(price)
    return tuple(_variant_edit(v, units, by_variant.get(v.id, [])) for v, units in rows)


def _variant_edit(
    variant: ProductVariant, units: int, prices: Sequence[VariantPrice]
) -> VariantEdit:
    return VariantEdit(
        id=variant.id,
        sku=variant.sku,
        barcode=variant.barcode,
        options=variant.options,
        prices={price.currency: price.amount for price in prices},
        compare_at={p.currency: p.compare_at for p in prices if p.compare_at is not None},
        units=units,
        is_active=variant.is_active,
        sell_mode=variant.sell_mode,
        is_stock_tracked=variant.is_stock_tracked,
        lead_time_days=variant.lead_time_days,
        weight_g=variant.weight_g,
        width_mm=variant.width_mm,
        depth_mm=variant.depth_mm,
        height_mm=variant.height_mm,
        requires_shipping=variant.requires_shipping,
        content=written_content(variant.content_amount, variant.content_unit),
        image_id=variant.image_id,
    )


def _image_edit(image: ProductImage, asset: MediaAsset) -> ImageEdit:
    return ImageEdit(
        image.id, image.media_id, Picture.of(asset), image.alt, image.view,
        image.option_value, asset.status.value, asset.error, asset.source_url,
    )  # fmt: skip


async def _history(session: AsyncSession, product_id: UUID) -> tuple[StatusChangeData, ...]:
    statement = (
        select(ProductStatusChange)
        .where(col(ProductStatusChange.product_id) == product_id)
        .order_by(col(ProductStatusChange.created_at), col(ProductStatusChange.id))
    )
    return tuple(
        StatusChangeData(c.from_status, c.to_status, c.actor, c.reason, c.created_at)
        for c in await session.exec(statement)
    )


def _price_point(change: PriceChange) -> PricePoint:
    def money(minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, change.currency)

    return PricePoint(
        change.created_at, change.currency, money(change.amount_minor),
        money(change.compare_at_minor), change.actor, change.reason,
    )  # fmt: skip
