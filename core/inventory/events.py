"""What happens to stock."""

from uuid import UUID

from core.events.base import DomainEvent
from core.kernel.page_tags import LISTS, variant_tag


class StockChanged(DomainEvent):
    """What can be bought of a variant changed: pages and the search index follow."""

    variant_ids: list[UUID]

    def drops_pages(self) -> tuple[str, ...]:
        return tuple(variant_tag(variant_id) for variant_id in self.variant_ids)

    def ages_pages(self) -> tuple[str, ...]:
        return (LISTS,)


class StockRanLow(DomainEvent):
    variant_id: UUID
    location_id: UUID
    available: int
