"""What happens to notices of illegal content."""

from uuid import UUID

from core.events.base import DomainEvent


class NoticeFiled(DomainEvent):
    notice_id: UUID


class NoticeDecided(DomainEvent):
    """The decision and its reasons are told to whoever reported and to the workshop."""

    notice_id: UUID
