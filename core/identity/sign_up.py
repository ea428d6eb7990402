"""Register an account."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import queries, throttle
from core.identity.confirm_email import request_confirmation
from core.identity.emails import normal_email
from core.identity.errors import InvalidName, TooManyAttempts
from core.identity.events import SignUpRepeated, UserRegistered
from core.identity.models import App, User, UserRole
from core.identity.passwords import ensure_acceptable, hash_password
from core.kernel.principal import Role

LONGEST_NAME = 120


async def sign_up(
    session: AsyncSession, app: str, name: str, email: str, password: str
) -> None:
    """Create an account that opens once its address is confirmed by mail.

    Whether the address had an account already shows neither in the answer nor in the time; its
    owner is told by mail. Until an address is confirmed nobody owns it, so the latest
    registration replaces the password and the link of earlier ones.
    """
    name, email = acceptable_name(name), normal_email(email)
    ensure_acceptable(password, email=email)
    password_hash = await hash_password(password)
    user = await queries.find_user_by_email(session, email)
    if user is None:
        user = await register(session, app, name, email, password_hash)
    elif user.email_verified_at is None and user.is_active:
        user.name, user.password_hash = name, password_hash
    if await may_be_mailed(email):
        await _tell(session, user, App(app))


async def register(
    session: AsyncSession, app: str, name: str, email: str, password_hash: str | None
) -> User:
    """A new account with the role every account has. The address must be free and normal."""
    user = User(email=email, name=name, password_hash=password_hash)
    session.add(user)
    await session.flush()
    session.add(UserRole(user_id=user.id, role=Role.CUSTOMER))
    await emit(session, UserRegistered(user_id=user.id, app=App(app)))
    return user


def acceptable_name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidName
    return name


async def _tell(session: AsyncSession, user: User, app: App) -> None:
    if user.email_verified_at is None and user.is_active:
        await request_confirmation(session, user, app)
        return
    await emit(session, SignUpRepeated(user_id=user.id, app=app))


async def may_be_mailed(email: str) -> bool:
    """Nobody's mailbox is filled by forms, and a form does not tell that it kept quiet."""
    try:
        await throttle.attempt(throttle.MAIL_TO_ACCOUNT, email)
    except TooManyAttempts:
        return False
    return True
