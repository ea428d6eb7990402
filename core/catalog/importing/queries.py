"""Reads for imports and exports, a batch of products in a handful of statements."""

from collections.abc import AsyncIterator, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import column, func, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.importing.existing import ExistingProduct
from core.catalog.models import (
    Attribute,
    Category,
    ImportStatus,
    OptionValue,
    Product,
    ProductAttribute,
    ProductImage,
    ProductImport,
    ProductStatus,
    ProductVariant,
    VariantPrice,
)
from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.kernel.pagination import Page, clamp
from core.media.models import MediaAsset, MediaStatus

EXPORT_BATCH = 200


class ImportNotFound(NotFound):
    code = "import_not_found"

    def __init__(self, import_id: UUID) -> None:
        super().__init__("There is no such import.")
        self.import_id = import_id


async def get_import(session: AsyncSession, vendor_id: UUID, import_id: UUID) -> ProductImport:
    statement = select(ProductImport).where(
        col(ProductImport.id) == import_id, col(ProductImport.vendor_id) == vendor_id
    )
    if found := (await session.exec(statement)).first():
        return found
    raise ImportNotFound(import_id)


async def lock_import(session: AsyncSession, import_id: UUID) -> ProductImport:
    statement = (
        select(ProductImport)
        .where(col(ProductImport.id) == import_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found := (await session.exec(statement)).first():
        return found
    raise ImportNotFound(import_id)


async def list_imports(
    session: AsyncSession, vendor_id: UUID, *, number: int = 1, size: int = 20
) -> Page[ProductImport]:
    """The vendor's imports, newest first."""
    number, size = clamp(number, size)
    where = col(ProductImport.vendor_id) == vendor_id
    ids = (await session.exec(select(ProductImport.id).where(where))).all()
    statement = (
        select(ProductImport)
        .where(where)
        .order_by(col(ProductImport.id).desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    return Page(list(await session.exec(statement)), len(ids), number, size)


async def load_existing(
    session: AsyncSession, vendor_id: UUID, handles: Collection[str]
) -> dict[str, ExistingProduct]:
    statement = (
        select(Product)
        .where(col(Product.vendor_id) == vendor_id, col(Product.handle).in_(handles))
        .order_by(col(Product.id))
        .execution_options(populate_existing=True)
    )
    products = list(await session.exec(statement))
    found = await _with_parts(session, products)
    return {existing.product.handle: existing for existing in found}


async def lock_products(
    session: AsyncSession, vendor_id: UUID, handles: Collection[str]
) -> None:
    """Hold the products of a batch, in the order of their ids."""
    statement = (
        select(Product.id)
        .where(col(Product.vendor_id) == vendor_id, col(Product.handle).in_(handles))
        .order_by(col(Product.id))
        .with_for_update()
    )
    (await session.exec(statement)).all()


async def products_for_export(
    session: AsyncSession, vendor_id: UUID, statuses: Collection[ProductStatus]
) -> AsyncIterator[list[ExistingProduct]]:
    """All products of the vendor in batches, by id: memory holds one batch."""
    last: UUID | None = None
    while True:
        statement = (
            select(Product)
            .where(col(Product.vendor_id) == vendor_id, col(Product.status).in_(statuses))
            .order_by(col(Product.id))
            .limit(EXPORT_BATCH)
        )
        if last is not None:
            statement = statement.where(col(Product.id) > last)
        products = list(await session.exec(statement))
        if not products:
            return
        last = products[-1].id
        yield await _with_parts(session, products)


async def export_attributes(session: AsyncSession, vendor_id: UUID) -> list[Attribute]:
    """The attributes that some product of the vendor has."""
    statement = (
        select(Attribute)
        .join(ProductAttribute, col(ProductAttribute.attribute_id) == Attribute.id)
        .join(Product, col(Product.id) == ProductAttribute.product_id)
        .where(col(Product.vendor_id) == vendor_id)
        .distinct()
        .order_by(col(Attribute.code))
    )
    return list(await session.exec(statement))


async def sku_owners(
    session: AsyncSession, vendor_id: UUID, skus: Collection[str]
) -> dict[str, UUID]:
    """Which product of the vendor uses each SKU."""
    statement = select(ProductVariant.sku, ProductVariant.product_id).where(
        col(ProductVariant.vendor_id) == vendor_id, col(ProductVariant.sku).in_(skus)
    )
    return dict((await session.exec(statement)).all())


async def taken_slugs(session: AsyncSession, slugs: Collection[str]) -> set[str]:
    return set(await session.exec(select(Product.slug).where(col(Product.slug).in_(slugs))))


async def list_categories(session: AsyncSession) -> list[Category]:
    return list(await session.exec(select(Category).order_by(col(Category.position))))


async def attributes_by_code(session: AsyncSession) -> dict[str, Attribute]:
    return {attribute.code: attribute for attribute in await session.exec(select(Attribute))}


async def pictures_by_address(
    session: AsyncSession, vendor_id: UUID, urls: Collection[str]
) -> dict[str, MediaAsset]:
    """Pictures of the vendor that came from these addresses and did not fail."""
    statement = select(MediaAsset).where(
        col(MediaAsset.vendor_id) == vendor_id,
        col(MediaAsset.source_url).in_(urls),
        col(MediaAsset.source_url) != "",
        col(MediaAsset.status) != MediaStatus.FAILED,
    )
    return {asset.source_url: asset for asset in await session.exec(statement)}


async def unreachable_pictures(
    session: AsyncSession, upload: ProductImport, *, most: int = 500
) -> list[tuple[str, str, str]]:
    """Handle, address and reason of the pictures this import asked for and nobody gave."""
    statement = (
        select(Product.handle, MediaAsset.source_url, MediaAsset.error)
        .join(ProductImage, col(ProductImage.media_id) == MediaAsset.id)
        .join(Product, col(Product.id) == ProductImage.product_id)
        .where(
            col(MediaAsset.vendor_id) == upload.vendor_id,
            col(MediaAsset.status) == MediaStatus.FAILED,
            col(MediaAsset.source_url) != "",
            col(MediaAsset.created_at) >= upload.created_at,
            col(MediaAsset.created_at) <= (upload.finished_at or utc_now()),
        )
        .order_by(col(Product.handle), col(ProductImage.position))
        .limit(most)
    )
    return list((await session.exec(statement)).all())


async def expired_uploads(
    session: AsyncSession, before: datetime, *, most: int
) -> list[ProductImport]:
    """Imports whose file nobody needs any more."""
    statement = (
        select(ProductImport)
        .where(
            col(ProductImport.created_at) < before,
            col(ProductImport.storage_key) != "",
            col(ProductImport.status).not_in([ImportStatus.CHECKING, ImportStatus.RUNNING]),
        )
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return list(await session.exec(statement))


async def _with_parts(session: AsyncSession, products: list[Product]) -> list[ExistingProduct]:
    found = {product.id: ExistingProduct(product) for product in products}
    ids = list(found)
    if not ids:
        return []
    variants = select(ProductVariant).where(col(ProductVariant.product_id).in_(ids))
    by_position = col(ProductVariant.position), col(ProductVariant.id)
    owner: dict[UUID, ExistingProduct] = {}
    for variant in await session.exec(variants.order_by(*by_position)):
        owner[variant.id] = found[variant.product_id]
        owner[variant.id].variants.append(variant)
    prices = select(VariantPrice).where(col(VariantPrice.variant_id).in_(owner))
    for price in await session.exec(prices):
        owner[price.variant_id].prices[price.variant_id, price.currency] = price
    values = select(OptionValue).where(col(OptionValue.product_id).in_(ids))
    for value in await session.exec(values.order_by(col(OptionValue.position))):
        found[value.product_id].option_values.append(value)
    images = (
        select(ProductImage, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == ProductImage.media_id)
        .where(col(ProductImage.product_id).in_(ids))
        .order_by(col(ProductImage.position), col(ProductImage.id))
    )
    for image, asset in await session.exec(images):
        found[image.product_id].images.append((image, asset))
    attributes = (
        select(ProductAttribute, Attribute.code)
        .join(Attribute, col(Attribute.id) == ProductAttribute.attribute_id)
        .where(col(ProductAttribute.product_id).in_(ids))
    )
    for attribute, code in await session.exec(attributes):
        found[attribute.product_id].attributes.append((attribute, code))
    return [found[product.id] for product in products]


async def export_fields(session: AsyncSession, vendor_id: UUID) -> dict[str, str]:
    """Labels of the facts that products only keep for their workshop, by key."""
    fields = func.jsonb_each(col(Product.extra)["fields"]).table_valued(
        "key", column("value", JSONB)
    )
    label = fields.c.value["label"].astext
    statement = (
        select(fields.c.key, func.min(label))
        .select_from(Product)
        .join(fields, true())
        .where(col(Product.vendor_id) == vendor_id)
        .group_by(fields.c.key)
    )
    return dict((await session.exec(statement)).all())
