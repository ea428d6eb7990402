"""What the search index still has to hear, what operators tell it, and what people asked it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import String
from sqlmodel import Field, SQLModel

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum

LONGEST_TEXT = 200


class PendingProduct(SQLModel, table=True):
    """A product whose document is stale. ``version`` grows each time it changes again, so that
    the indexer only removes what it has really seen.
    """

    __tablename__ = "search_pending_products"  # pyright: ignore[reportAssignmentType]

    product_id: UUID = Field(primary_key=True)
    version: int = Field(default=1, sa_type=BigInteger)


class SynonymGroup(Table, table=True):
    """Words and phrases that find each other; one way, only the first finds the others."""

    __tablename__ = "search_synonym_groups"  # pyright: ignore[reportAssignmentType]

    position: int = 0
    words: list[str] = Field(sa_type=ARRAY(String(80)))
    is_one_way: bool = False


class RuleKind(StrEnum):
    PIN = "pin"
    BOOST = "boost"


class SearchRule(Table, table=True):
    """A product that operators put to the top of a query (``strength`` is its place there), or
    give more points in it (``strength`` is by how many times), while the dates hold.
    """

    __table_args__ = (
        UniqueConstraint("text", "product_id"),
        CheckConstraint("strength BETWEEN 1 AND 10", name="strength_in_range"),
    )

    text: str = Field(max_length=LONGEST_TEXT)
    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE", index=True)
    kind: RuleKind = Field(sa_type=string_enum(RuleKind))
    strength: int = 1
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LoggedQuery(Table, table=True):
    """A question somebody asked. ``visitor`` is a hash that is salted anew every day: it tells
    how many people asked, and nobody who they are.
    """

    __tablename__ = "search_queries"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (
        Index("ix_search_queries_created_at", "created_at"),
        Index("ix_search_queries_text_created_at", "text", "created_at"),
    )

    text: str = Field(max_length=LONGEST_TEXT)
    currency: str = Field(max_length=3)
    filters: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    number: int = 1
    total: int = 0
    took_ms: int = 0
    is_relaxed: bool = False
    is_degraded: bool = False
    visitor: str = Field(default="", max_length=32)


class ClickedResult(Table, table=True):
    """A result that somebody opened; ``position`` counts from 1 over all pages."""

    __tablename__ = "search_results"  # pyright: ignore[reportAssignmentType]
    __table_args__ = (UniqueConstraint("search_id", "product_id"),)

    search_id: UUID = Field(foreign_key="search_queries.id", ondelete="CASCADE")
    product_id: UUID
    position: int
