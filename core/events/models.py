"""The outbox and what has been delivered from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from core.db.base import Table
from core.db.types import UtcDateTime
from core.kernel.clock import utc_now


class OutboxMessage(Table, table=True):
    """One event, as told. Kept: it is the stream that reports and partners read."""

    event: str = Field(max_length=80, index=True)
    version: int = 1
    payload: dict[str, Any] = Field(sa_type=JSONB)


class EventDelivery(SQLModel, table=True):
    """A subscriber has seen a message: makes every subscriber exactly-once in effect."""

    __tablename__ = "event_deliveries"  # pyright: ignore[reportAssignmentType]

    message_id: UUID = Field(primary_key=True, foreign_key="outbox_messages.id")
    subscriber: str = Field(primary_key=True, max_length=120)
    delivered_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime, nullable=False)
