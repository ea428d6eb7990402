"""Forget sessions and links that nothing can be done with any more, and the addresses in
them.
"""

from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries

KEPT = timedelta(days=30)


async def forget_expired(session: AsyncSession) -> int:
    """How many rows went. They are kept for a month, to look into misuse."""
    ended = await queries.delete_ended_sessions(session, older_than=KEPT)
    return ended + await queries.delete_spent_tokens(session, older_than=KEPT)
