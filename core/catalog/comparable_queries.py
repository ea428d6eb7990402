"""Pieces one would weigh against another: alike in kind, in price and in size."""

from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import cards_by_ids
from core.catalog.models import Product, ProductVariant, VariantPrice
from core.catalog.offer_queries import visible
from core.catalog.read_models import ProductCardData, ProductDetail, VariantData
from core.vendors.models import Vendor

NEAR = 30  # percent below and above


async def comparable_to(
    session: AsyncSession, product: ProductDetail, variant: VariantData, *, most: int = 8
) -> list[ProductCardData]:
    """Of other workshops, in the same category, with a variant that costs and measures about
    the same; the nearest in price first.
    """
    if product.category is None:
        return []
    distance = func.min(func.abs(col(VariantPrice.amount_minor) - variant.price.minor))
    statement = (
        select(Product.id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .join(ProductVariant, col(ProductVariant.product_id) == Product.id)
        .join(VariantPrice, col(VariantPrice.variant_id) == ProductVariant.id)
        .where(
            visible(),
            col(Product.category_id) == product.category.id,
            col(Product.vendor_id) != product.workshop.id,
            col(ProductVariant.is_active),
            col(VariantPrice.currency) == product.currency,
            _near(VariantPrice.amount_minor, variant.price.minor),
            *(
                _near(side, length)
                for side, length in (
                    (ProductVariant.width_mm, variant.width_mm),
                    (ProductVariant.height_mm, variant.height_mm),
                )
                if length
            ),
        )
        .group_by(col(Product.id))
        .order_by(distance, col(Product.id))
        .limit(most)
    )
    ids = (await session.exec(statement)).all()
    return await cards_by_ids(session, ids, product.currency)


def _near(column: Any, value: int) -> Any:
    return col(column).between(value * (100 - NEAR) // 100, value * (100 + NEAR) // 100)
