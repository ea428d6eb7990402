"""Bags and their lines."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import String
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum

MAX_QUANTITY = 999
MAX_LINES = 100


class CartStatus(StrEnum):
    ACTIVE = "active"
    ORDERED = "ordered"
    MERGED = "merged"


class Cart(Table, table=True):
    """A bag. A guest's is found by the SHA-256 of a cookie secret, an account's by its user."""

    __table_args__ = (
        Index(
            "uq_carts_active_user",
            "user_id",
            unique=True,
            postgresql_where=text("status = 'active' AND user_id IS NOT NULL"),
        ),
    )

    user_id: UUID | None = Field(default=None, foreign_key="users.id", ondelete="CASCADE")
    token_hash: bytes | None = Field(default=None, unique=True)
    currency: str = Field(default="EUR", max_length=3)
    status: CartStatus = Field(default=CartStatus.ACTIVE, sa_type=string_enum(CartStatus))
    # Codes that were typed in, as they are written in the books; they stay while they do not
    # apply.
    codes: list[str] = Field(
        default_factory=list,
        sa_type=ARRAY(String(40)),
        sa_column_kwargs={"server_default": text("'{}'")},
    )
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class BagEdit(Table, table=True):
    """A wish that may be sent twice: its id is the key that the browser gave it."""

    cart_id: UUID = Field(foreign_key="carts.id", ondelete="CASCADE", index=True)


class CartLine(Table, table=True):
    """A variant in the bag. ``seen_minor`` is the price when it was put in, so changes can
    be shown.
    """

    __table_args__ = (
        UniqueConstraint("cart_id", "variant_id"),
        CheckConstraint(f"quantity BETWEEN 1 AND {MAX_QUANTITY}", name="quantity_in_range"),
    )

    cart_id: UUID = Field(foreign_key="carts.id", ondelete="CASCADE")
    variant_id: UUID = Field(foreign_key="product_variants.id", ondelete="CASCADE", index=True)
    quantity: int
    seen_minor: int = Field(sa_type=BigInteger)
    is_saved: bool = False


class SharedBag(Table, table=True):
    """What somebody shows of their bag: variants and quantities, nothing of the person.

    ``lines`` are ``{"variant": id, "quantity": n}``.
    """

    token_hash: bytes = Field(unique=True)
    lines: list[dict[str, Any]] = Field(sa_type=JSONB)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
