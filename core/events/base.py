"""The base of every event."""

from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class DomainEvent(BaseModel):
    """Frozen facts: ids, amounts, times. ``version`` grows when a field changes meaning."""

    model_config = ConfigDict(frozen=True)
    version: ClassVar[int] = 1

    @classmethod
    def name(cls) -> str:
        return cls.__name__

    def drops_pages(self) -> tuple[str, ...]:
        """Tags of cached pages that are wrong from now on."""
        return ()

    def ages_pages(self) -> tuple[str, ...]:
        """Tags of cached pages that may be shown once more while they are made anew."""
        return ()


class AboutOrder(DomainEvent):
    """Any event that names its order, whichever domain tells it."""

    order_id: UUID
