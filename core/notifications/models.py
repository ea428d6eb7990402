"""The mail outbox."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum


class MailStatus(StrEnum):
    KEPT = "kept"  # no SMTP configured: readable in the admin app only
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class OutgoingMail(Table, table=True):
    """A mail as it was sent. ``dedup_key`` makes one mail of one fact, however often it is
    told.
    """

    __table_args__ = (UniqueConstraint("dedup_key"),)

    kind: str = Field(max_length=60, index=True)
    dedup_key: str = Field(max_length=160)
    recipient: str = Field(max_length=254, index=True)
    subject: str = Field(max_length=200)
    html: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    order_id: UUID | None = Field(default=None, index=True)
    unsubscribe_url: str = Field(default="", max_length=400)
    status: MailStatus = Field(sa_type=string_enum(MailStatus))
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = Field(default="", max_length=300)
