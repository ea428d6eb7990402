"""Ways to pay that a buyer left with a gateway. What a card is, only the gateway knows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime


class PaymentCustomer(Table, table=True):
    """The account of one of our buyers at one gateway."""

    __table_args__ = (
        UniqueConstraint("user_id", "provider"),
        UniqueConstraint("provider", "reference"),
    )

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    provider: str = Field(max_length=32)
    reference: str = Field(max_length=120)


class SavedMethod(Table, table=True):
    """``reference`` is the gateway's; charging it needs no more than that and our key."""

    __table_args__ = (
        UniqueConstraint("provider", "reference"),
        Index(
            "ix_saved_methods_usable", "user_id", postgresql_where=text("removed_at IS NULL")
        ),
    )

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    provider: str = Field(max_length=32)
    customer_reference: str = Field(max_length=120)
    reference: str = Field(max_length=120)
    kind: str = Field(max_length=32)
    brand: str = Field(default="", max_length=32)
    last4: str = Field(default="", max_length=4)
    expiry_month: int | None = None
    expiry_year: int | None = None
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
