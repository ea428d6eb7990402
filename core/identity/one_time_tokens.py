"""Links that work once."""

from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries
from core.identity.errors import LinkSpent
from core.identity.links import one_time_secret
from core.identity.models import OneTimeToken, TokenPurpose, User
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.kernel.secrets import token_hash

LIFETIMES = {
    TokenPurpose.VERIFY_EMAIL: timedelta(days=3),
    TokenPurpose.RESET_PASSWORD: timedelta(hours=1),
    TokenPurpose.INVITATION: timedelta(days=14),
}


async def issue(
    session: AsyncSession, user: User, purpose: TokenPurpose, *, token_id: UUID | None = None
) -> OneTimeToken:
    """A token whose secret can be derived from its id again when the mail is written."""
    token_id = token_id or new_id()
    token = OneTimeToken(
        id=token_id,
        user_id=user.id,
        purpose=purpose,
        token_hash=token_hash(one_time_secret(purpose, token_id)),
        email=user.email,
        expires_at=utc_now() + LIFETIMES[purpose],
    )
    session.add(token)
    await session.flush()
    return token


async def consume(session: AsyncSession, secret: str, purpose: TokenPurpose) -> OneTimeToken:
    """The token behind ``secret``, for exactly one of any number of callers; the others, and
    late ones, get ``LinkSpent``.
    """
    token = await queries.consume_token(session, token_hash(secret), purpose)
    if token is None:
        raise LinkSpent
    return token


async def peek(
    session: AsyncSession, secret: str, purpose: TokenPurpose
) -> OneTimeToken | None:
    """The token if it would still work; it goes on working."""
    return await queries.find_live_token(session, token_hash(secret), purpose)
