"""Roles that follow from something else: a membership, an operator's account."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries
from core.identity.models import UserRole
from core.kernel.principal import Role


async def hold_role(session: AsyncSession, user_id: UUID, role: Role) -> bool:
    """Make sure the account has the role; whether it is new."""
    if await queries.find_role(session, user_id, role) is not None:
        return False
    session.add(UserRole(user_id=user_id, role=role))
    await session.flush()
    return True


async def drop_role(session: AsyncSession, user_id: UUID, role: Role) -> bool:
    """Make sure the account does not have the role; whether it had it."""
    held = await queries.find_role(session, user_id, role)
    if held is None:
        return False
    await session.delete(held)
    await session.flush()
    return True
