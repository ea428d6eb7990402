"""What people change about their own account."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import queries
from core.identity.authenticate import authenticate
from core.identity.errors import WrongCredentials
from core.identity.events import PasswordChanged
from core.identity.models import User
from core.identity.passwords import ensure_acceptable, hash_password
from core.identity.sign_up import acceptable_name
from core.kernel.principal import Principal


async def get_profile(session: AsyncSession, principal: Principal) -> User:
    return await queries.get_user(session, principal.require_user())


async def rename(session: AsyncSession, principal: Principal, name: str) -> User:
    user = await queries.get_user(session, principal.require_user())
    user.name = acceptable_name(name)
    return user


async def change_password(
    session: AsyncSession, principal: Principal, current: str, new: str, *, ip: str
) -> None:
    """Needs the current password, and ends every session but the one that asks."""
    user = await queries.get_user(session, principal.require_user())
    ensure_acceptable(new, email=user.email)
    if await authenticate(session, user.email, current, ip) is None:
        raise WrongCredentials
    user.password_hash = await hash_password(new)
    await queries.revoke_sessions(session, user.id, but=principal.session_id)
    await emit(session, PasswordChanged(user_id=user.id))
