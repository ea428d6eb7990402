"""Other ways through the catalog than its tree: collections made by hand, and materials."""

from uuid import UUID

from sqlalchemy import Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import String
from sqlmodel import Field

from core.db.base import Table


class Collection(Table, table=True):
    """Pieces that an operator put together, with a word on why."""

    slug: str = Field(max_length=80, unique=True)
    title: str = Field(max_length=80)
    intro: str = Field(default="", max_length=500)
    is_published: bool = Field(
        default=False, sa_column_kwargs={"server_default": text("false")}
    )
    position: int = 0


class CollectionItem(Table, table=True):
    __table_args__ = (UniqueConstraint("collection_id", "product_id"),)

    collection_id: UUID = Field(foreign_key="collections.id", ondelete="CASCADE")
    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE", index=True)
    position: int = 0


class Material(Table, table=True):
    """What pieces are made of. ``names`` are the values of the attribute ``material`` that
    belong to it, as workshops write them.
    """

    slug: str = Field(max_length=80, unique=True)
    name: str = Field(max_length=80)
    intro: str = Field(default="", max_length=500)
    about: str = Field(default="", sa_type=Text)
    care: str = Field(default="", sa_type=Text)
    names: list[str] = Field(default_factory=list, sa_type=ARRAY(String(120)))
    position: int = 0
