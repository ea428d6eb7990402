"""Show that the mailbox of an account is its owner's."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import one_time_tokens, queries, throttle
from core.identity.emails import normal_email
from core.identity.errors import LinkSpent, TooManyAttempts
from core.identity.events import EmailConfirmationRequested, EmailVerified
from core.identity.models import App, TokenPurpose, User
from core.kernel.clock import utc_now


async def request_confirmation(session: AsyncSession, user: User, app: App) -> None:
    """Mail a link; earlier ones stop working."""
    await queries.void_tokens(session, user.id, TokenPurpose.VERIFY_EMAIL)
    token = await one_time_tokens.issue(session, user, TokenPurpose.VERIFY_EMAIL)
    await emit(session, EmailConfirmationRequested(user_id=user.id, token_id=token.id, app=app))


async def resend_confirmation(session: AsyncSession, email: str, app: str) -> None:
    """Mail the link again to an account that waits for it. The caller learns nothing: not
    whether it exists, nor whether it has had too many mails.
    """
    email = normal_email(email)
    try:
        await throttle.attempt(throttle.MAIL_TO_ACCOUNT, email)
    except TooManyAttempts:
        return
    user = await queries.find_user_by_email(session, email)
    if user and user.is_active and user.password_hash and user.email_verified_at is None:
        await request_confirmation(session, user, App(app))


async def confirm_email(session: AsyncSession, secret: str) -> User:
    """Consume the link and open the account. No session follows from it: the link may have been
    clicked by someone who did not choose the password.
    """
    token = await one_time_tokens.consume(session, secret, TokenPurpose.VERIFY_EMAIL)
    user = await queries.lock_user(session, token.user_id)
    if user.email != token.email or not user.is_active:
        raise LinkSpent
    if user.email_verified_at is None:
        user.email_verified_at = utc_now()
        await emit(session, EmailVerified(user_id=user.id))
    return user
