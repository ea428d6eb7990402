"""What the shop offers of a variant right now: its product, its vendor, its price."""

from dataclasses import dataclass

from core.catalog.models import Product, ProductStatus, ProductVariant, VariantPrice
from core.kernel.money import Money
from core.vendors.models import Vendor, VendorStatus


@dataclass(frozen=True, slots=True)
class Offer:
    """``price`` is None where the variant is not sold in the currency asked for."""

    variant: ProductVariant
    product: Product
    vendor: Vendor
    price: VariantPrice | None

    @property
    def is_visible(self) -> bool:
        return (
            self.variant.is_active
            and self.product.status is ProductStatus.PUBLISHED
            and self.vendor.status is VendorStatus.APPROVED
        )

    @property
    def amount(self) -> Money | None:
        return None if self.price is None else self.price.amount
