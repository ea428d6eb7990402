"""Rows that the services of the catalog work on. Reads for people are in the ``*_queries``
beside this file.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.errors import ProductNotFound, VariantNotFound
from core.catalog.models import (
    OptionValue,
    Product,
    ProductAttribute,
    ProductImage,
    ProductVariant,
    VariantPrice,
)
from core.media.models import MediaAsset

NAMES = 7  # keeps these locks apart from other advisory locks


async def get_product(session: AsyncSession, product_id: UUID) -> Product:
    if product := await session.get(Product, product_id):
        return product
    raise ProductNotFound(product_id)


async def lock_product(session: AsyncSession, product_id: UUID) -> Product:
    """The product, locked: its parts change by one hand at a time."""
    statement = (
        select(Product)
        .where(col(Product.id) == product_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if product := (await session.exec(statement)).first():
        return product
    raise ProductNotFound(product_id)


async def find_by_handle(session: AsyncSession, vendor_id: UUID, handle: str) -> Product | None:
    statement = select(Product).where(
        col(Product.vendor_id) == vendor_id, col(Product.handle) == handle
    )
    return (await session.exec(statement)).first()


async def taken_slugs(session: AsyncSession, base: str) -> set[str]:
    """Slugs that are ``base`` or start with it."""
    statement = select(Product.slug).where(col(Product.slug).startswith(base, autoescape=True))
    return set(await session.exec(statement))


async def taken_handles(session: AsyncSession, vendor_id: UUID, base: str) -> set[str]:
    statement = select(Product.handle).where(
        col(Product.vendor_id) == vendor_id,
        col(Product.handle).startswith(base, autoescape=True),
    )
    return set(await session.exec(statement))


async def lock_names(session: AsyncSession, *names: str) -> None:
    """Until the end of the transaction nobody else makes something of one of these names."""
    for name in sorted(names):
        await session.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(name, 7)))
        )


async def list_variants(
    session: AsyncSession, product_id: UUID, *, active_only: bool = False
) -> list[ProductVariant]:
    statement = (
        select(ProductVariant)
        .where(col(ProductVariant.product_id) == product_id)
        .order_by(
            col(ProductVariant.is_active).desc(),
            col(ProductVariant.position),
            col(ProductVariant.id),
        )
    )
    if active_only:
        statement = statement.where(col(ProductVariant.is_active))
    return list(await session.exec(statement))


async def variants_of(
    session: AsyncSession, product_id: UUID, variant_ids: Collection[UUID]
) -> dict[UUID, ProductVariant]:
    """The named variants, all of this product, or a refusal."""
    statement = select(ProductVariant).where(
        col(ProductVariant.product_id) == product_id, col(ProductVariant.id).in_(variant_ids)
    )
    found = {variant.id: variant for variant in await session.exec(statement)}
    for missing in set(variant_ids) - found.keys():
        raise VariantNotFound(missing)
    return found


async def product_of_variants(
    session: AsyncSession, variant_ids: Collection[UUID]
) -> dict[UUID, UUID]:
    statement = select(ProductVariant.id, ProductVariant.product_id).where(
        col(ProductVariant.id).in_(variant_ids)
    )
    return dict((await session.exec(statement)).all())


async def skus_elsewhere(
    session: AsyncSession, vendor_id: UUID, product_id: UUID, skus: Collection[str]
) -> set[str]:
    """Those of ``skus`` that other products of the workshop use."""
    statement = select(ProductVariant.sku).where(
        col(ProductVariant.vendor_id) == vendor_id,
        col(ProductVariant.product_id) != product_id,
        col(ProductVariant.sku).in_(skus),
    )
    return set(await session.exec(statement))


async def list_option_values(session: AsyncSession, product_id: UUID) -> list[OptionValue]:
    statement = (
        select(OptionValue)
        .where(col(OptionValue.product_id) == product_id)
        .order_by(col(OptionValue.axis), col(OptionValue.position))
    )
    return list(await session.exec(statement))


async def prices_of(
    session: AsyncSession, variant_ids: Collection[UUID]
) -> dict[tuple[UUID, str], VariantPrice]:
    statement = select(VariantPrice).where(col(VariantPrice.variant_id).in_(variant_ids))
    return {
        (price.variant_id, price.currency): price for price in await session.exec(statement)
    }


async def list_images(session: AsyncSession, product_id: UUID) -> list[ProductImage]:
    statement = (
        select(ProductImage)
        .where(col(ProductImage.product_id) == product_id)
        .order_by(col(ProductImage.position), col(ProductImage.id))
    )
    return list(await session.exec(statement))


async def list_images_with_media(
    session: AsyncSession, product_id: UUID
) -> Sequence[tuple[ProductImage, MediaAsset]]:
    statement = (
        select(ProductImage, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == ProductImage.media_id)
        .where(col(ProductImage.product_id) == product_id)
        .order_by(col(ProductImage.position), col(ProductImage.id))
    )
    return (await session.exec(statement)).all()


async def list_attribute_values(
    session: AsyncSession, product_id: UUID
) -> list[ProductAttribute]:
    statement = select(ProductAttribute).where(col(ProductAttribute.product_id) == product_id)
    return list(await session.exec(statement))


async def count_priced_variants(session: AsyncSession, product_id: UUID) -> int:
    """Active variants with a price in some currency."""
    statement = (
        select(func.count(col(ProductVariant.id).distinct()))
        .join(VariantPrice, col(VariantPrice.variant_id) == ProductVariant.id)
        .where(col(ProductVariant.product_id) == product_id, col(ProductVariant.is_active))
    )
    return await session.scalar(statement) or 0


async def count_images(session: AsyncSession, product_id: UUID) -> int:
    statement = select(func.count()).where(col(ProductImage.product_id) == product_id)
    return await session.scalar(statement) or 0


async def products_showing(session: AsyncSession, media_id: UUID) -> list[UUID]:
    statement = (
        select(ProductImage.product_id).where(col(ProductImage.media_id) == media_id).distinct()
    )
    return list(await session.exec(statement))
