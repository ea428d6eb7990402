"""The base of every event."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class DomainEvent(BaseModel):
    """Frozen facts: ids, amounts, times. ``version`` grows when a field changes meaning."""

    model_config = ConfigDict(frozen=True)
    version: ClassVar[int] = 1

    @classmethod
    def name(cls) -> str:
        return cls.__name__
