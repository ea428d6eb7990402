"""What the workshop already sells, as far as a batch of a product file touches it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from core.catalog.models import (
    OptionValue,
    Product,
    ProductAttribute,
    ProductImage,
    ProductVariant,
    VariantPrice,
)
from core.media.models import MediaAsset
from core.media.picture import media_url


@dataclass(slots=True)
class ExistingProduct:
    """A product with its parts. ``units`` are those on the shelf, by variant."""

    product: Product
    variants: list[ProductVariant] = field(default_factory=list)
    prices: dict[tuple[UUID, str], VariantPrice] = field(default_factory=dict)
    option_values: list[OptionValue] = field(default_factory=list)
    images: list[tuple[ProductImage, MediaAsset]] = field(default_factory=list)
    attributes: list[tuple[ProductAttribute, str]] = field(default_factory=list)
    units: Mapping[UUID, int] = field(default_factory=dict)

    def image_of(self, address: str, origin: str) -> ProductImage | None:
        """The picture that came from this address, or that is served at it."""
        for image, asset in self.images:
            if address in addresses(asset, origin):
                return image
        return None


def addresses(asset: MediaAsset, origin: str) -> set[str]:
    """Everything a product file may call this picture."""
    found = {asset.source_url}
    if asset.storage_key:
        found |= {media_url(asset.storage_key), f"{origin}{media_url(asset.storage_key)}"}
    return found - {""}


def export_address(asset: MediaAsset, origin: str) -> str:
    """Where a program can fetch the picture from."""
    return asset.source_url or f"{origin}{media_url(asset.storage_key)}"
