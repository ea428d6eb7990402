"""What happens to stock."""

from uuid import UUID

from core.events.base import DomainEvent


class StockChanged(DomainEvent):
    """What can be bought of a variant changed: pages and the search index follow."""

    variant_ids: list[UUID]


class StockRanLow(DomainEvent):
    variant_id: UUID
    location_id: UUID
    available: int
