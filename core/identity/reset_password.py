"""Choose a new password with a link from a mail."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import one_time_tokens, queries, throttle
from core.identity.emails import normal_email
from core.identity.errors import LinkSpent, TooManyAttempts
from core.identity.events import EmailVerified, PasswordChanged, PasswordResetRequested
from core.identity.models import App, TokenPurpose, User
from core.identity.passwords import ensure_acceptable, hash_password
from core.kernel.clock import utc_now


async def request_reset(session: AsyncSession, app: str, email: str) -> None:
    """Mail a link if there is such an account. The caller cannot tell, nor whether the limit
    of mails to this address is reached.
    """
    email = normal_email(email)
    try:
        await throttle.attempt(throttle.MAIL_TO_ACCOUNT, email)
    except TooManyAttempts:
        return
    user = await queries.find_user_by_email(session, email)
    if user is None or not user.is_active:
        return
    await queries.void_tokens(session, user.id, TokenPurpose.RESET_PASSWORD)
    token = await one_time_tokens.issue(session, user, TokenPurpose.RESET_PASSWORD)
    await emit(
        session, PasswordResetRequested(user_id=user.id, token_id=token.id, app=App(app))
    )


async def complete_reset(session: AsyncSession, secret: str, password: str) -> User:
    """Set the password once per link, end every session of the account, and take the mailbox as
    confirmed.
    """
    ensure_acceptable(password)
    password_hash = await hash_password(password)
    token = await one_time_tokens.consume(session, secret, TokenPurpose.RESET_PASSWORD)
    user = await queries.lock_user(session, token.user_id)
    if user.email != token.email or not user.is_active:
        raise LinkSpent
    user.password_hash = password_hash
    if user.email_verified_at is None:
        user.email_verified_at = utc_now()
        await emit(session, EmailVerified(user_id=user.id))
    for purpose in (TokenPurpose.RESET_PASSWORD, TokenPurpose.VERIFY_EMAIL):
        await queries.void_tokens(session, user.id, purpose)
    await queries.revoke_sessions(session, user.id)
    await emit(session, PasswordChanged(user_id=user.id))
    return user
