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


class AboutOrder(DomainEvent):
    """Any event that names its order, whichever domain tells it."""

    order_id: UUID
