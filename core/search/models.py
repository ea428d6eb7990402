"""What the search index still has to hear, and the words it treats as one."""

from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import String
from sqlmodel import Field, SQLModel

from core.db.base import Table


class PendingProduct(SQLModel, table=True):
    """A product whose document is stale. ``version`` grows each time it changes again, so that
    the indexer only removes what it has really seen.
    """

    __tablename__ = "search_pending_products"  # pyright: ignore[reportAssignmentType]

    product_id: UUID = Field(primary_key=True)
    version: int = Field(default=1, sa_type=BigInteger)


class SynonymGroup(Table, table=True):
    """Words and phrases that find each other."""

    __tablename__ = "search_synonym_groups"  # pyright: ignore[reportAssignmentType]

    position: int = 0
    words: list[str] = Field(sa_type=ARRAY(String(80)))
