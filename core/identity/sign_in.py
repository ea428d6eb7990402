"""Open a session for e-mail and password."""

from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import queries, sessions
from core.identity.authenticate import authenticate
from core.identity.errors import WrongCredentials
from core.identity.events import UserSignedIn
from core.identity.models import App, User
from core.identity.policies import powers


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a form came from."""

    ip: str
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """``token`` is the secret for the cookie; nothing else ever holds it."""

    user: User
    token: str


async def sign_in(
    session: AsyncSession, app: str, email: str, password: str, browser: Browser
) -> SignedIn:
    """A new session, or ``WrongCredentials``: unknown, wrong, disabled, unconfirmed and not
    allowed in this app answer alike.
    """
    user = await authenticate(session, email, password, browser.ip)
    if user is None or not await _may_enter(session, user, App(app)):
        raise WrongCredentials
    token = await sessions.open_session(session, user, app, browser.ip, browser.user_agent)
    await emit(session, UserSignedIn(user_id=user.id, app=App(app)))
    return SignedIn(user, token)


async def _may_enter(session: AsyncSession, user: User, app: App) -> bool:
    if user.email_verified_at is None:
        return False
    roles = await queries.list_roles(session, user.id)
    is_member = await queries.is_member(session, user.id)
    return bool(powers(app, roles, acts_for_vendor=is_member))
