"""End the session a browser presents."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import sessions


async def sign_out(session: AsyncSession, token: str) -> None:
    """Safe to repeat, and for a cookie that means nothing any more."""
    await sessions.revoke_token(session, token)
