"""Server-side sessions: an opaque secret in a cookie, everything else in the database."""

from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.identity import queries
from core.identity.models import App, User, UserSession
from core.identity.policies import powers
from core.kernel.clock import utc_now
from core.kernel.principal import Principal, VendorRole
from core.kernel.secrets import random_token, token_hash

LIFETIMES = {
    App.STOREFRONT: timedelta(days=30),
    App.VENDOR_PORTAL: timedelta(days=14),
    App.ADMIN: timedelta(hours=12),
}
TOUCH_EVERY = timedelta(minutes=5)
LONGEST_TOKEN = 128


async def open_session(
    session: AsyncSession, user: User, app: str, ip: str, user_agent: str
) -> str:
    """Begin a session and return its secret, for the cookie; the database keeps a hash."""
    token, now, app = random_token(), utc_now(), App(app)
    session.add(
        UserSession(
            user_id=user.id,
            token_hash=token_hash(token),
            app=app,
            expires_at=now + LIFETIMES[app],
            last_seen_at=now,
            ip=ip[:45],
            user_agent=user_agent[:255],
        )
    )
    user.last_sign_in_at = now
    await session.flush()
    return token


async def resolve(session: AsyncSession, token: str, *, app: str) -> Principal | None:
    """Who a cookie speaks for, now: revoked, expired, disabled or powerless means nobody.

    One statement. Every few minutes it also moves the expiry on, in a short transaction of its
    own because most callers only read.
    """
    if not token or len(token) > LONGEST_TOKEN:
        return None
    facts = await queries.find_session(session, token_hash(token), App(app))
    if facts is None:
        return None
    principal = _principal(facts, App(app))
    if principal is not None and facts.last_seen_at < utc_now() - TOUCH_EVERY:
        await _touch(facts.session_id, App(app))
    return principal


async def list_sessions(session: AsyncSession, principal: Principal) -> list[UserSession]:
    """The caller's signed-in browsers, most recent first."""
    return await queries.list_live_sessions(session, principal.require_user())


async def revoke_session(session: AsyncSession, principal: Principal, session_id: UUID) -> None:
    await queries.revoke_sessions(session, principal.require_user(), only=session_id)


async def revoke_other_sessions(session: AsyncSession, principal: Principal) -> int:
    """Sign out everywhere else."""
    return await queries.revoke_sessions(
        session, principal.require_user(), but=principal.session_id
    )


async def revoke_all_sessions(session: AsyncSession, user_id: UUID) -> int:
    return await queries.revoke_sessions(session, user_id)


async def revoke_token(session: AsyncSession, token: str) -> None:
    """End the session behind a cookie, whoever holds it."""
    if token:
        await queries.revoke_session_by_hash(session, token_hash(token))


async def _touch(session_id: UUID, app: App) -> None:
    now = utc_now()
    async with transaction() as session:
        await queries.touch_session(
            session,
            session_id,
            seen_before=now - TOUCH_EVERY,
            expires_at=now + LIFETIMES[app],
        )


def _principal(facts: queries.SessionFacts, app: App) -> Principal | None:
    roles = powers(app, facts.roles or [], acts_for_vendor=facts.vendor_id is not None)
    if not roles:
        return None
    is_portal = app is App.VENDOR_PORTAL
    return Principal(
        user_id=facts.user_id,
        roles=roles,
        email=facts.email,
        vendor_id=facts.vendor_id if is_portal else None,
        vendor_role=VendorRole(facts.vendor_role) if is_portal else None,
        session_id=facts.session_id,
    )
