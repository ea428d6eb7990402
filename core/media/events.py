"""What happens to stored files."""

from uuid import UUID

from core.events.base import DomainEvent


class MediaReady(DomainEvent):
    """A picture has its derivatives: pages can offer them."""

    media_id: UUID
