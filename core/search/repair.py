"""An index that cannot be read is made anew."""

import time

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.jobs.enqueue import enqueue

REBUILD, WRITER = "search.rebuild", "search-writer"
PATIENCE = 30.0  # seconds until a process that still finds no index asks again

_asked_at: float | None = None


async def request_rebuild(session: AsyncSession) -> None:
    await enqueue(session, REBUILD, queue="search", lock=WRITER, unique=REBUILD)


async def report_missing() -> None:
    """Of a search that found no index. One that waits or is being made is not asked for again
    by every search meanwhile.
    """
    global _asked_at  # noqa: PLW0603
    now = time.monotonic()
    if _asked_at is not None and now - _asked_at < PATIENCE:
        return
    _asked_at = now
    async with transaction() as session:
        await request_rebuild(session)


def forget_reports() -> None:
    global _asked_at  # noqa: PLW0603
    _asked_at = None
