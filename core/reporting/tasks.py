"""Jobs that watch over the books, and forget what is too old to report."""

import logging
from datetime import timedelta

from sqlalchemy import text

from core.db.session import transaction
from core.events.outbox import emit
from core.jobs.app import job
from core.kernel.clock import utc_now
from core.reporting import queries
from core.reporting.events import BooksContradicted
from core.reporting.proofs import BooksDoNotAdd, Contradiction, contradictions

log = logging.getLogger(__name__)
RECENT = timedelta(days=2)
KEPT = timedelta(days=400)
BATCH = 5_000


@job("reporting.prove_books", periodic="*/5 * * * *", retry=None)
async def prove_books(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """What moved lately adds up. Fails as a job when it does not, so that operators see it."""
    await _report(await _look(is_full=False))


@job("reporting.prove_all_books", periodic="40 2 * * *", retry=None)
async def prove_all_books(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Everything adds up, from the first day on."""
    await _report(await _look(is_full=True))


async def _look(*, is_full: bool) -> list[Contradiction]:
    """One snapshot for all proofs: what commits between two of them is in neither."""
    async with transaction() as session:
        connection = await session.connection()
        await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        return await contradictions(session, since=None if is_full else utc_now() - RECENT)


async def _report(found: list[Contradiction]) -> None:
    if not found:
        return
    for contradiction in found:
        log.error("The books do not add up: %s", contradiction)
    async with transaction() as session:
        await emit(session, BooksContradicted(findings=[str(item) for item in found]))
    raise BooksDoNotAdd(found)


@job("reporting.forget_visits", periodic="25 3 * * *")
async def forget_visits(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Visits are counted for a year and a bit, to compare seasons; then they go."""
    gone = BATCH
    while gone == BATCH:
        async with transaction() as session:
            gone = await queries.delete_visits(session, utc_now() - KEPT, limit=BATCH)
