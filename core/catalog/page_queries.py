"""The product page: everything it shows in at most eight statements, whatever the product."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import image_data
from core.catalog.category_queries import path_to
from core.catalog.errors import ProductGone, ProductNotFound
from core.catalog.models import (
    Attribute,
    OptionValue,
    Product,
    ProductAttribute,
    ProductImage,
    ProductStatus,
    ProductVariant,
    VariantPrice,
)
from core.catalog.offer_queries import availability, lowest_before_reduction, units_for_sale
from core.catalog.read_models import (
    AttributeData,
    Availability,
    OptionAxis,
    OptionChoice,
    ProductDetail,
    ProductImageData,
    Rating,
    VariantData,
    WorkshopData,
)
from core.catalog.safety import read_safety
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.kernel.page_tags import product_tag, shows, variant_tag
from core.media.models import MediaAsset
from core.media.picture import media_url
from core.vendors.models import Vendor, VendorStatus

WITHDRAWN = {ProductStatus.PAUSED, ProductStatus.ARCHIVED}


async def get_published(session: AsyncSession, slug: str, currency: str) -> ProductDetail:
    """The page of a visible product. ``ProductGone`` when it was withdrawn, ``ProductNotFound``
    when nobody may know of it.
    """
    found = await _find(session, col(Product.slug) == slug)
    if found is None:
        raise ProductNotFound(slug)
    product, vendor, model_key = found
    shows(product_tag(product.id))
    if _was_withdrawn(product, vendor):
        raise ProductGone(product.id, product.category_id)
    if product.status is not ProductStatus.PUBLISHED or vendor.is_platform:
        raise ProductNotFound(slug)
    detail = await _detail(session, product, vendor, model_key, currency)
    if not detail.variants:
        raise ProductNotFound(slug)
    shows(*(variant_tag(variant.id) for variant in detail.variants))
    return detail


async def preview(
    session: AsyncSession, product_id: UUID, vendor_id: UUID, currency: str
) -> ProductDetail:
    """The page as its workshop sees it before anybody else can."""
    found = await _find(
        session, col(Product.id) == product_id, col(Product.vendor_id) == vendor_id
    )
    if found is None:
        raise ProductNotFound(product_id)
    return await _detail(session, *found, currency)


def _was_withdrawn(product: Product, vendor: Vendor) -> bool:
    """It could be seen once, and now cannot."""
    if product.status is ProductStatus.PUBLISHED:
        return vendor.status is not VendorStatus.APPROVED
    return product.status in WITHDRAWN and product.published_at is not None


async def _find(
    session: AsyncSession, *conditions: ColumnElement[bool]
) -> tuple[Product, Vendor, str | None] | None:
    statement = (
        select(Product, Vendor, MediaAsset.storage_key)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .outerjoin(MediaAsset, col(MediaAsset.id) == Product.ar_model_id)
        .where(*conditions)
    )
    row = (await session.exec(statement)).first()
    return None if row is None else (row[0], row[1], row[2])


async def _detail(
    session: AsyncSession,
    product: Product,
    vendor: Vendor,
    model_key: str | None,
    currency: str,
) -> ProductDetail:
    back_on = vendor.back_on(utc_now().date())
    variants = await _variants(session, product.id, currency, back_on)
    images = await _images(session, product.id)
    path = await path_to(session, product.category_id) if product.category_id else ()
    return ProductDetail(
        id=product.id,
        slug=product.slug,
        handle=product.handle,
        status=product.status,
        title=product.title,
        summary=product.summary,
        description_html=product.description_html,
        workshop=_workshop(vendor),
        category_path=path,
        images=images,
        options=await _options(session, product, variants, images),
        variants=variants,
        attributes=await _attributes(session, product.id),
        tags=tuple(product.tags),
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
        extra=product.extra,
        model_url=media_url(model_key) if model_key else None,
        seo_title=product.seo_title or product.title,
        seo_description=product.seo_description or product.summary,
        currency=currency,
        rating=Rating(product.rating_count, product.rating_sum),
        published_at=product.published_at,
        updated_at=product.updated_at,
    )


def _price_in(currency: str) -> ColumnElement[bool]:
    return and_(
        col(VariantPrice.variant_id) == ProductVariant.id,
        col(VariantPrice.currency) == currency,
    )


async def _variants(
    session: AsyncSession, product_id: UUID, currency: str, back_on: date | None
) -> tuple[VariantData, ...]:
    statement = (
        select(ProductVariant, VariantPrice, units_for_sale())
        .join(VariantPrice, _price_in(currency))
        .where(col(ProductVariant.product_id) == product_id, col(ProductVariant.is_active))
        .order_by(col(ProductVariant.position), col(ProductVariant.id))
    )
    rows = (await session.exec(statement)).all()
    reduced = [price.variant_id for _, price, _ in rows if price.compare_at is not None]
    lowest = await lowest_before_reduction(session, reduced, currency) if reduced else {}
    return tuple(
        _variant(
            variant,
            price,
            availability(units, variant.sell_mode, variant.lead_time_days, back_on),
            lowest.get(variant.id),
        )
        for variant, price, units in rows
    )


def _variant(
    variant: ProductVariant, price: VariantPrice, has: Availability, lowest: Money | None
) -> VariantData:
    return VariantData(
        id=variant.id,
        sku=variant.sku,
        barcode=variant.barcode,
        options=variant.options,
        price=price.amount,
        compare_at=price.compare_at,
        lowest_30_days=lowest,
        availability=has,
        sell_mode=variant.sell_mode,
        weight_g=variant.weight_g,
        width_mm=variant.width_mm,
        depth_mm=variant.depth_mm,
        height_mm=variant.height_mm,
        requires_shipping=variant.requires_shipping,
        image_id=variant.image_id,
        content_amount=variant.content_amount,
        content_unit=variant.content_unit,
    )


async def _images(session: AsyncSession, product_id: UUID) -> tuple[ProductImageData, ...]:
    statement = (
        select(ProductImage, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == ProductImage.media_id)
        .where(col(ProductImage.product_id) == product_id)
        .order_by(col(ProductImage.position), col(ProductImage.id))
    )
    found = (image_data(image, asset) for image, asset in await session.exec(statement))
    return tuple(image for image in found if image is not None)


async def _options(
    session: AsyncSession,
    product: Product,
    variants: Sequence[VariantData],
    images: Sequence[ProductImageData],
) -> tuple[OptionAxis, ...]:
    """Axes with those values that some shown variant has, in the workshop's order."""
    if not product.option_names:
        return ()
    statement = (
        select(OptionValue)
        .where(col(OptionValue.product_id) == product.id)
        .order_by(col(OptionValue.axis), col(OptionValue.position))
    )
    values = (await session.exec(statement)).all()
    pictures = {image.option_value: image.id for image in reversed(images)}
    axes: list[OptionAxis] = []
    for axis, name in enumerate(product.option_names):
        shown = {v.options[axis] for v in variants if len(v.options) > axis}
        choices = tuple(
            OptionChoice(
                value=value.value,
                is_buyable=any(
                    v.availability.is_buyable
                    for v in variants
                    if v.options[axis : axis + 1] == (value.value,)
                ),
                image_id=pictures.get(value.value) if axis == 0 else None,
            )
            for value in values
            if value.axis == axis + 1 and value.value in shown
        )
        axes.append(OptionAxis(name, choices))
    return tuple(axes)


async def _attributes(session: AsyncSession, product_id: UUID) -> tuple[AttributeData, ...]:
    return (await attributes_of(session, [product_id])).get(product_id, ())


async def attributes_of(
    session: AsyncSession, product_ids: Sequence[UUID]
) -> dict[UUID, tuple[AttributeData, ...]]:
    given = (col(ProductAttribute.created_at), col(ProductAttribute.id))
    statement: Any = (
        select_columns(
            col(ProductAttribute.product_id),
            col(Attribute.code),
            col(Attribute.name),
            col(Attribute.kind),
            col(Attribute.unit),
            col(Attribute.is_facet),
            func.array_agg(aggregate_order_by(col(ProductAttribute.value), *given)),
        )
        .join(Attribute, col(Attribute.id) == ProductAttribute.attribute_id)
        .where(col(ProductAttribute.product_id).in_(product_ids))
        .group_by(col(ProductAttribute.product_id), col(Attribute.id))
        .order_by(col(Attribute.position), col(Attribute.code))
    )
    found: dict[UUID, list[AttributeData]] = {}
    for product_id, code, name, kind, unit, is_facet, values in await session.exec(statement):
        attribute = AttributeData(code, name, kind, unit, is_facet, tuple(values))
        found.setdefault(product_id, []).append(attribute)
    return {product_id: tuple(of_product) for product_id, of_product in found.items()}


def _workshop(vendor: Vendor) -> WorkshopData:
    return WorkshopData(
        id=vendor.id,
        slug=vendor.slug,
        name=vendor.name,
        craft=vendor.craft,
        town=vendor.town,
        country=vendor.country,
        selvedge=vendor.selvedge,
        mark_path=vendor.mark_path,
        story=vendor.story,
        dispatch_days_min=vendor.dispatch_days_min,
        dispatch_days_max=vendor.dispatch_days_max,
        policies=vendor.policies,
        legal_name=vendor.legal_name,
        email=vendor.email,
        phone=vendor.phone,
        line1=vendor.line1,
        postcode=vendor.postcode,
        back_on=vendor.back_on(utc_now().date()),
        vacation_message=vendor.vacation_message,
    )
