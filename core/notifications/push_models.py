"""Browsers that may be told when nobody looks at the shop."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime

LONGEST_ENDPOINT = 1000


class PushSubscription(Table, table=True):
    """A browser's mailbox at its maker's push service, and the keys that only it can read
    with. It belongs to a signed-in session: once that ends, nothing more is sent.
    """

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    session_id: UUID = Field(foreign_key="user_sessions.id", ondelete="CASCADE", index=True)
    endpoint: str = Field(max_length=LONGEST_ENDPOINT, unique=True)
    p256dh: str = Field(max_length=100)
    auth: str = Field(max_length=32)
    label: str = Field(max_length=80)
    last_success_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failures: int = 0
