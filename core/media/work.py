"""Ask for the work that files wait for.

The assets themselves are the queue: their status says what is to be done. One job at a time
works through each kind, so that a big import neither takes every place of the worker nor the
whole machine; a sweep once a minute picks up what a dead worker left.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.enqueue import enqueue

FETCH = "media.fetch_images"
DERIVE = "media.make_derivatives"


async def request_fetch(session: AsyncSession) -> None:
    """Assets that wait for their address to be fetched will be, once this commits."""
    await enqueue(session, FETCH, queue="media", lock=FETCH, unique=FETCH)


async def request_derivatives(session: AsyncSession) -> None:
    """Stored pictures get their smaller copies, once this commits."""
    await enqueue(session, DERIVE, queue="media", lock=DERIVE, unique=DERIVE)
