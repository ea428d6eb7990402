"""Whether a market is empty, asked by one loader at a time."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

LOADING = 7_310_553  # any number that no other advisory lock uses


async def is_empty(session: AsyncSession) -> bool:
    """Holds off other loaders until the end of the transaction."""
    await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOADING})
    found = await session.scalar(
        text(
            "SELECT EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM vendors) "
            "OR EXISTS (SELECT 1 FROM categories)"
        )
    )
    return not found


async def analyze(session: AsyncSession) -> None:
    """Tell the planner about the rows that have just been copied in."""
    await session.execute(text("ANALYZE"))
