"""Groups of customers that prices and promotions may be for."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from core.db.base import Table


class CustomerGroup(Table, table=True):
    name: str = Field(max_length=60, unique=True)


class CustomerGroupMember(Table, table=True):
    __table_args__ = (UniqueConstraint("group_id", "user_id"),)

    group_id: UUID = Field(foreign_key="customer_groups.id", ondelete="CASCADE")
    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
