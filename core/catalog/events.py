"""What happens to products, their prices and their categories."""

from uuid import UUID

from core.events.base import DomainEvent


class ProductChanged(DomainEvent):
    """Anything a page or the search index shows of a product may be different."""

    product_id: UUID


class ProductPublished(DomainEvent):
    product_id: UUID
    vendor_id: UUID


class ProductHidden(DomainEvent):
    """A product that could be seen no longer can: paused, archived."""

    product_id: UUID
    vendor_id: UUID


class ProductSubmitted(DomainEvent):
    """A product waits for moderation."""

    product_id: UUID
    vendor_id: UUID


class ProductRejected(DomainEvent):
    product_id: UUID
    vendor_id: UUID
    reason: str


class PriceChanged(DomainEvent):
    """Prices of some variants of one product are different."""

    product_id: UUID
    variant_ids: list[UUID]


class CategoryChanged(DomainEvent):
    """Name, address or place of a category: its products and those below it show it."""

    category_id: UUID


class CollectionChanged(DomainEvent):
    """Words, pieces or place of a collection are different, or it came or went."""

    slug: str
