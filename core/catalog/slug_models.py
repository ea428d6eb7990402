"""Addresses that were given out once."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.db.base import Table


class SlugChange(Table, table=True):
    """Written by a trigger whenever the slug of a product, a category or a workshop changes:
    ``kind`` is the table.
    """

    __table_args__ = (UniqueConstraint("kind", "old_slug"),)

    kind: str = Field(max_length=16)
    old_slug: str = Field(max_length=160)
    target_id: UUID
