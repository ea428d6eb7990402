"""Make an operator's account, from the command line."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit, queries
from core.identity.emails import normal_email
from core.identity.models import App, User
from core.identity.passwords import ensure_acceptable, hash_password
from core.identity.policies import ensure_super_admin
from core.identity.roles import hold_role
from core.identity.sign_up import acceptable_name, register
from core.kernel.clock import utc_now
from core.kernel.principal import Principal, Role


async def create_admin(
    session: AsyncSession,
    principal: Principal,
    email: str,
    name: str,
    password: str,
    *,
    role: Role = Role.SUPER_ADMIN,
) -> User:
    """A confirmed account with an operator's role. One that exists keeps its name, gets the
    role and the new password, and all of its sessions end.
    """
    ensure_super_admin(principal)
    email, name = normal_email(email), acceptable_name(name)
    ensure_acceptable(password, email=email)
    password_hash = await hash_password(password)
    user = await queries.find_user_by_email(session, email)
    if user is None:
        user = await register(session, App.ADMIN, name, email, password_hash)
    user.password_hash, user.is_active = password_hash, True
    user.email_verified_at = user.email_verified_at or utc_now()
    await hold_role(session, user.id, role)
    await queries.revoke_sessions(session, user.id)
    await audit.record(
        session, principal, "identity.create_admin", "user", user.id, f"{email} is {role.value}"
    )
    return user
