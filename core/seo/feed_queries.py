"""Everything that can be bought in a currency, a batch of products at a time."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.index_queries import category_paths
from core.catalog.models import Product, ProductImage, ProductVariant, VariantPrice
from core.catalog.offer_queries import (
    availability,
    has_price_in,
    units_for_sale,
    vacation_end,
    visible,
)
from core.catalog.read_models import Availability, CategoryData
from core.media.models import MediaAsset
from core.media.picture import Picture
from core.shipping.queries import rates_with_vendors
from core.shipping.tariff import Tariff
from core.vendors.models import Vendor

BATCH = 200


@dataclass(frozen=True, slots=True)
class FeedVariant:
    row: ProductVariant
    price: VariantPrice
    availability: Availability


@dataclass(frozen=True, slots=True)
class FeedImage:
    id: UUID
    option_value: str | None
    picture: Picture


@dataclass(frozen=True, slots=True)
class FeedProduct:
    row: Product
    vendor: Vendor
    path: tuple[CategoryData, ...]
    variants: tuple[FeedVariant, ...]
    images: tuple[FeedImage, ...]
    tariff: Tariff

    def images_of(self, variant: ProductVariant) -> list[FeedImage]:
        """Its own first, then those of its first option value and of none."""
        fitting = [i for i in self.images if i.option_value in {None, variant.option1}]
        chosen = fitting or list(self.images)
        return sorted(chosen, key=lambda image: image.id != variant.image_id)


async def walk_products(session: AsyncSession, currency: str) -> AsyncIterator[FeedProduct]:
    """Each batch takes four statements, and is forgotten before the next."""
    paths = await category_paths(session)
    tariffs: dict[UUID, Tariff] = {}
    after: UUID | None = None
    while rows := await _products(session, currency, after):
        ids = [product.id for product, _ in rows]
        variants = await _variants(session, ids, currency)
        images = await _images(session, ids)
        await _add_tariffs(session, tariffs, {vendor.id for _, vendor in rows}, currency)
        for product, vendor in rows:
            yield FeedProduct(
                product, vendor, paths.get(product.category_id, ()),
                tuple(variants.get(product.id, ())), tuple(images.get(product.id, ())),
                tariffs[vendor.id],
            )  # fmt: skip
        after = ids[-1]
        session.expunge_all()


async def _products(session: AsyncSession, currency: str, after: UUID | None) -> Sequence[Any]:
    statement = (
        select_columns(Product, Vendor)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(visible(), has_price_in(currency))
        .order_by(col(Product.id))
        .limit(BATCH)
    )
    if after is not None:
        statement = statement.where(col(Product.id) > after)
    return (await session.execute(statement)).all()


async def _variants(
    session: AsyncSession, ids: Sequence[UUID], currency: str
) -> dict[UUID, list[FeedVariant]]:
    statement = (
        select_columns(ProductVariant, VariantPrice, units_for_sale(), vacation_end())
        .join(VariantPrice, col(VariantPrice.variant_id) == ProductVariant.id)
        .join(Product, col(Product.id) == ProductVariant.product_id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(
            col(ProductVariant.product_id).in_(ids),
            col(ProductVariant.is_active),
            col(VariantPrice.currency) == currency,
        )
        .order_by(col(ProductVariant.position), col(ProductVariant.id))
    )
    found: dict[UUID, list[FeedVariant]] = {}
    for variant, price, units, away_until in await session.execute(statement):
        has = availability(units, variant.sell_mode, variant.lead_time_days, away_until)
        found.setdefault(variant.product_id, []).append(FeedVariant(variant, price, has))
    return found


async def _images(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[FeedImage]]:
    statement = (
        select_columns(ProductImage, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == ProductImage.media_id)
        .where(col(ProductImage.product_id).in_(ids))
        .order_by(col(ProductImage.position), col(ProductImage.id))
    )
    found: dict[UUID, list[FeedImage]] = {}
    for image, asset in await session.execute(statement):
        if picture := Picture.of(asset):
            shown = FeedImage(image.id, image.option_value, picture)
            found.setdefault(image.product_id, []).append(shown)
    return found


async def _add_tariffs(
    session: AsyncSession, tariffs: dict[UUID, Tariff], vendors: set[UUID], currency: str
) -> None:
    wanted = vendors - tariffs.keys()
    if not wanted:
        return
    rows = await rates_with_vendors(session, wanted, currency)
    for vendor_id in wanted:
        tariffs[vendor_id] = Tariff(tuple(r for r in rows if r[1].id == vendor_id))
