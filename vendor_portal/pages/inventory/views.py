from dataclasses import dataclass
from typing import Self

from core.catalog.models import Product, ProductVariant
from core.inventory.models import StockLevel, StockLocation


@dataclass(frozen=True, slots=True)
class StockRow:
    """``available`` is what can be sold: on the shelf, less what is promised."""

    id: str
    href: str
    product_href: str
    title: str
    options: str
    sku: str
    place: str
    on_hand: int
    reserved: int
    allocated: int
    available: int
    low_at: int
    is_low: bool
    is_counted: bool

    @classmethod
    def of(cls, row: tuple[StockLevel, ProductVariant, Product, StockLocation]) -> Self:
        level, variant, product, place = row
        return cls(
            id=str(variant.id),
            href=f"/inventory/{variant.id}",
            product_href=f"/products/{product.id}",
            title=product.title,
            options=", ".join(variant.options),
            sku=variant.sku,
            place=place.name,
            on_hand=level.on_hand,
            reserved=level.reserved,
            allocated=level.allocated,
            available=level.available,
            low_at=level.low_stock_at,
            is_low=variant.is_stock_tracked and level.available <= level.low_stock_at,
            is_counted=variant.is_stock_tracked,
        )
