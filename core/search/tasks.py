"""Jobs of the search index. Both write, so they share one lock."""

from core.db.session import transaction
from core.jobs.app import job
from core.kernel.clock import utc_now
from core.search import queries
from core.search.index_products import (
    INDEX,
    LEARN,
    index_pending,
    learn_synonyms,
    rebuild,
    request_indexing,
)
from core.search.log_queries import forget_old
from core.search.repair import REBUILD, request_rebuild
from core.search.service import is_ready


@job(INDEX, queue="search")
async def index_products() -> None:
    await index_pending()


@job(REBUILD, queue="search")
async def rebuild_index() -> None:
    await rebuild()


@job(LEARN, queue="search")
async def learn() -> None:
    await learn_synonyms()


@job("search.sweep", queue="search", periodic="* * * * *")
async def sweep(*, timestamp: int) -> None:  # noqa: ARG001  given by the scheduler
    """What a dead worker left, and an index that is missing or broken."""
    ready = await is_ready()
    async with transaction() as session:
        if not ready:
            await request_rebuild(session)
        elif batch := await queries.list_pending(session, 1):
            await request_indexing(session, batch.keys())


@job("search.forget", queue="search", periodic="17 3 * * *")
async def forget(*, timestamp: int) -> None:  # noqa: ARG001  given by the scheduler
    async with transaction() as session:
        await forget_old(session, utc_now())
