"""A product of the shop as a product file says it: the way back of ``apply``."""

from collections.abc import Sequence

from core.catalog.importing.context import CategoryFinder
from core.catalog.importing.existing import ExistingProduct, export_address
from core.catalog.importing.records import (
    AttributeRecord,
    ImageRecord,
    ListedStatus,
    ListPrice,
    OptionRecord,
    ProductRecord,
    StockPolicy,
    VariantRecord,
)
from core.catalog.models import ProductStatus, ProductVariant, SellMode


def record_of(
    existing: ExistingProduct,
    categories: CategoryFinder,
    currency: str,
    origin: str,
    attributes: Sequence[tuple[str, str]],
) -> ProductRecord | None:
    """None when no variant has a price in ``currency``: a file has one main currency."""
    product = existing.product
    variants = tuple(
        variant
        for row in existing.variants
        if row.is_active and (variant := _variant(existing, row, currency, origin))
    )
    if not variants:
        return None
    is_published = product.status is ProductStatus.PUBLISHED
    return ProductRecord(
        handle=product.handle,
        title=product.title,
        variants=variants,
        description_html=product.description_html,
        vendor_name=product.extra.get("brand", ""),
        category_path=categories.path(product.category_id),
        product_type=product.extra.get("product_type", ""),
        tags=tuple(product.tags),
        is_published=is_published,
        status=ListedStatus.ACTIVE if is_published else ListedStatus.DRAFT,
        options=tuple(
            OptionRecord(name, tuple(dict.fromkeys(v.option_values[axis] for v in variants)))
            for axis, name in enumerate(product.option_names)
        ),
        images=tuple(
            ImageRecord(export_address(asset, origin), position, image.alt)
            for position, (image, asset) in enumerate(existing.images, start=1)
        ),
        seo_title=product.seo_title,
        seo_description=product.seo_description,
        attributes=_attributes(existing, attributes),
    )


def _variant(
    existing: ExistingProduct, row: ProductVariant, currency: str, origin: str
) -> VariantRecord | None:
    prices = {code: p for (owner, code), p in existing.prices.items() if owner == row.id}
    price = prices.pop(currency, None)
    if price is None:
        return None
    pictures = {image.id: asset for image, asset in existing.images}
    picture = pictures.get(row.image_id) if row.image_id else None
    sells_on = row.sell_mode is SellMode.MADE_TO_ORDER
    return VariantRecord(
        option_values=row.options,
        price=price.amount,
        compare_at=price.compare_at,
        other_prices=tuple(
            ListPrice(prices[code].amount, prices[code].compare_at) for code in sorted(prices)
        ),
        sku=row.sku,
        barcode=row.barcode,
        stock=existing.units.get(row.id),
        is_tracked=row.is_stock_tracked,
        stock_policy=StockPolicy.CONTINUE if sells_on else StockPolicy.DENY,
        weight_g=row.weight_g,
        image_url=export_address(picture, origin) if picture else None,
        requires_shipping=row.requires_shipping,
    )


def _attributes(
    existing: ExistingProduct, columns: Sequence[tuple[str, str]]
) -> tuple[AttributeRecord, ...]:
    values: dict[str, list[str]] = {}
    for given, code in existing.attributes:
        values.setdefault(f"custom.{code}", []).append(given.value)
    kept = existing.product.extra.get("fields", {})
    found: list[AttributeRecord] = []
    for key, label in columns:
        value = "; ".join(values.get(key, [])) or kept.get(key, {}).get("value", "")
        if value:
            found.append(AttributeRecord(key, label, value))
    return tuple(found)
