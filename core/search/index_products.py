"""Keep the index equal to the database.

Products that changed are noted in a table; one job at a time takes them from there in batches,
reads each product anew and writes what it is now. So a late job cannot write something old, and
ten changes of one product are one write.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.index_models import IndexableProduct
from core.catalog.index_queries import list_indexable, list_visible_ids_after
from core.db.page_purge import purge_pages
from core.db.session import read_session, transaction
from core.jobs.enqueue import enqueue
from core.kernel.page_tags import LISTS
from core.search import queries
from core.search.document import Document, document
from core.search.engine import IndexNotReady, Rebuild
from core.search.repair import WRITER, request_rebuild
from core.search.service import engine

INDEX, LEARN = "search.index_products", "search.learn_synonyms"
BATCH = 500


@dataclass(frozen=True, slots=True)
class _Batch:
    """``last`` is the id to read on from; None when nothing was left to read."""

    products: Sequence[IndexableProduct]
    last: UUID | None


async def request_indexing(session: AsyncSession, product_ids: Collection[UUID]) -> None:
    """The products are indexed anew once this commits. For short transactions, such as those of
    subscribers: indexing waits for them.
    """
    if product_ids:
        await queries.add_pending(session, product_ids)
        await enqueue(session, INDEX, queue="search", lock=WRITER, unique=INDEX)


async def request_learning(session: AsyncSession) -> None:
    await enqueue(session, LEARN, queue="search", lock=WRITER, unique=LEARN)


async def learn_synonyms() -> None:
    """Tell an engine that keeps the synonyms itself what they are now."""
    async with read_session() as session:
        synonyms = await queries.list_synonyms(session)
    await asyncio.to_thread(engine().learn, synonyms)


async def index_pending() -> int:
    """Write everything that is noted now; returns how many products that were. Without an index
    to write to a rebuild is requested, and the notes stay until it is done.
    """
    done = 0
    async with _writing():
        async with transaction() as session:
            await queries.wait_for_pending(session)
        while True:
            async with read_session() as session:
                batch = await queries.list_pending(session, BATCH)
                documents = await _documents(session, list(batch))
            if not batch:
                break
            try:
                gone = batch.keys() - {made.id for made in documents}
                await asyncio.to_thread(engine().apply, documents, gone)
            except IndexNotReady:
                async with transaction() as session:
                    await request_rebuild(session)
                return done
            async with transaction() as session:
                await queries.remove_pending(session, batch)
            done += len(batch)
    if done:
        await purge_pages(aged=(LISTS,))
    return done


async def rebuild() -> int:
    """Make a new index of everything that can be seen and put it in the place of the old one,
    which answers until then. Returns the number of products.
    """
    async with _writing():
        async with read_session() as session:
            synonyms = await queries.list_synonyms(session)
        made = await asyncio.to_thread(engine().start_rebuild, synonyms)
        try:
            with _settled_memory():
                count = await _fill(made)
        except BaseException:
            await asyncio.to_thread(made.abandon)
            raise
        await asyncio.to_thread(made.publish)
    async with transaction() as session:
        if await queries.has_pending(session):
            await enqueue(session, INDEX, queue="search", lock=WRITER, unique=INDEX)
    await purge_pages(aged=(LISTS,))
    return count


async def _fill(made: Rebuild) -> int:
    """One batch is read while a thread writes the one before."""
    count, batch = 0, await _read_after(None)
    while batch.last is not None:
        writing = asyncio.create_task(asyncio.to_thread(_add, made, batch.products))
        try:
            batch = await _read_after(batch.last)
        finally:
            count += await writing
    return count


async def _read_after(after: UUID | None) -> _Batch:
    async with read_session() as session:
        ids = await list_visible_ids_after(session, after, BATCH)
        return _Batch(await list_indexable(session, ids), ids[-1]) if ids else _Batch([], None)


def _add(made: Rebuild, products: Sequence[IndexableProduct]) -> int:
    made.add([document(product) for product in products])
    return len(products)


async def _documents(session: AsyncSession, ids: Sequence[UUID]) -> list[Document]:
    if not ids:
        return []
    return [document(product) for product in await list_indexable(session, ids)]


@contextmanager
def _settled_memory() -> Iterator[None]:
    """What the process holds already is not looked through for garbage again and again while
    millions of small objects come and go: that would be a quarter of the time.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@asynccontextmanager
async def _writing() -> AsyncIterator[None]:
    """One writer at a time, also beside a rebuild from the command line."""
    async with transaction() as session:
        await queries.lock_writer(session)
        yield
