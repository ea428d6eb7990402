"""Customers' groups: who is in which."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.group_models import CustomerGroup, CustomerGroupMember
from core.kernel.ids import new_id


async def group_ids_of(session: AsyncSession, user_id: UUID) -> frozenset[UUID]:
    statement = select(CustomerGroupMember.group_id).where(
        col(CustomerGroupMember.user_id) == user_id
    )
    return frozenset(await session.exec(statement))


async def list_groups(session: AsyncSession) -> Sequence[tuple[CustomerGroup, int]]:
    """Every group with the number of its members."""
    statement = (
        select(CustomerGroup, func.count(col(CustomerGroupMember.id)))
        .outerjoin(CustomerGroupMember, col(CustomerGroupMember.group_id) == CustomerGroup.id)
        .group_by(col(CustomerGroup.id))
        .order_by(col(CustomerGroup.name))
    )
    return (await session.exec(statement)).all()


async def find_group(session: AsyncSession, name: str) -> CustomerGroup | None:
    statement = select(CustomerGroup).where(
        func.lower(col(CustomerGroup.name)) == name.strip().lower()
    )
    return (await session.exec(statement)).first()


async def put_in_group(session: AsyncSession, group_id: UUID, user_id: UUID) -> None:
    statement = insert(CustomerGroupMember).values(
        id=new_id(), group_id=group_id, user_id=user_id
    )
    await session.exec(statement.on_conflict_do_nothing())


async def take_out_of_group(session: AsyncSession, group_id: UUID, user_id: UUID) -> None:
    statement = delete(CustomerGroupMember).where(
        col(CustomerGroupMember.group_id) == group_id,
        col(CustomerGroupMember.user_id) == user_id,
    )
    await session.exec(statement)
