"""Close and reopen accounts, for staff."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit, queries
from core.identity.errors import LastSuperAdmin
from core.identity.events import UserDeactivated
from core.identity.models import User
from core.identity.policies import STAFF, ensure_super_admin
from core.kernel.principal import Principal


async def deactivate_user(
    session: AsyncSession, principal: Principal, user_id: UUID, reason: str
) -> User:
    """The account opens nothing any more, at once; its orders stay. An operator's account
    needs a super admin, and the last super admin stays.
    """
    user = await _lock(session, principal, user_id)
    if not user.is_active:
        return user
    if await queries.lock_active_super_admins(session) == [user.id]:
        raise LastSuperAdmin
    user.is_active = False
    await queries.revoke_sessions(session, user.id)
    await emit(session, UserDeactivated(user_id=user.id))
    await audit.record(
        session, principal, "identity.deactivate_user", "user", user.id,
        f"{user.email} was closed", reason=reason[:500],
    )  # fmt: skip
    return user


async def reactivate_user(session: AsyncSession, principal: Principal, user_id: UUID) -> User:
    user = await _lock(session, principal, user_id)
    if user.is_active:
        return user
    user.is_active = True
    await audit.record(
        session, principal, "identity.reactivate_user", "user", user.id,
        f"{user.email} was reopened",
    )  # fmt: skip
    return user


async def _lock(session: AsyncSession, principal: Principal, user_id: UUID) -> User:
    principal.require_staff()
    user = await queries.lock_user(session, user_id)
    if STAFF & await queries.list_roles(session, user.id):
        ensure_super_admin(principal)
    return user
