"""What happens to products, their prices and their categories."""

from uuid import UUID

from core.events.base import DomainEvent
from core.kernel.page_tags import EVERYTHING, LISTS, MISSING, product_tag


class ShownProduct(DomainEvent):
    """What pages show of one product is different."""

    product_id: UUID

    def drops_pages(self) -> tuple[str, ...]:
        return (product_tag(self.product_id),)

    def ages_pages(self) -> tuple[str, ...]:
        return (LISTS,)


class ProductChanged(ShownProduct):
    """Anything a page or the search index shows of a product may be different."""


class ProductPublished(ShownProduct):
    vendor_id: UUID

    def drops_pages(self) -> tuple[str, ...]:
        return (MISSING, *super().drops_pages())


class ProductHidden(ShownProduct):
    """A product that could be seen no longer can: paused, archived."""

    vendor_id: UUID


class ProductSubmitted(DomainEvent):
    """A product waits for moderation."""

    product_id: UUID
    vendor_id: UUID


class ProductRejected(DomainEvent):
    product_id: UUID
    vendor_id: UUID
    reason: str


class PriceChanged(ShownProduct):
    """Prices of some variants of one product are different."""

    variant_ids: list[UUID]


class CategoryChanged(DomainEvent):
    """Name, address or place of a category: its products and those below it show it."""

    category_id: UUID

    def drops_pages(self) -> tuple[str, ...]:
        return (EVERYTHING,)


class CollectionChanged(DomainEvent):
    """Words, pieces or place of a collection are different, or it came or went."""

    slug: str

    def drops_pages(self) -> tuple[str, ...]:
        return (EVERYTHING,)
