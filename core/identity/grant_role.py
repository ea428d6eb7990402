"""Give and take operators' roles."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit, queries
from core.identity.errors import LastSuperAdmin
from core.identity.models import User
from core.identity.policies import ensure_super_admin
from core.identity.roles import drop_role, hold_role
from core.kernel.errors import Invalid
from core.kernel.principal import Principal, Role


async def grant_role(
    session: AsyncSession, principal: Principal, user_id: UUID, role: Role
) -> User:
    """Only a super admin makes operators. Every session of the account ends, so that none
    keeps the powers it began with.
    """
    user = await _lock(session, principal, user_id, role)
    if await hold_role(session, user.id, role):
        await _ended(session, principal, user, "identity.grant_role", role)
    return user


async def revoke_role(
    session: AsyncSession, principal: Principal, user_id: UUID, role: Role
) -> User:
    user = await _lock(session, principal, user_id, role)
    supers = await queries.lock_active_super_admins(session)
    if role is Role.SUPER_ADMIN and supers == [user.id]:
        raise LastSuperAdmin
    if await drop_role(session, user.id, role):
        await _ended(session, principal, user, "identity.revoke_role", role)
    return user


async def _lock(session: AsyncSession, principal: Principal, user_id: UUID, role: Role) -> User:
    ensure_super_admin(principal)
    if role not in (Role.ADMIN, Role.SUPER_ADMIN):
        raise Invalid("Only operators' roles are given by hand.", field="role")
    return await queries.lock_user(session, user_id)


async def _ended(
    session: AsyncSession, principal: Principal, user: User, action: str, role: Role
) -> None:
    await queries.revoke_sessions(session, user.id)
    summary = f"{user.email}: {role.value}"
    await audit.record(session, principal, action, "user", user.id, summary, role=role.value)
