"""Jobs that watch over the books, and forget what is too old to report."""

from datetime import timedelta

from core.db.session import transaction
from core.jobs.app import job
from core.kernel.clock import utc_now
from core.reporting import queries
from core.reporting.watch_proofs import PROVE_ALL, watch

KEPT = timedelta(days=400)
BATCH = 5_000


@job("reporting.prove_books", periodic="*/5 * * * *", retry=None)
async def prove_books(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """What moved lately adds up. Fails as a job when it does not, so that operators see it."""
    await watch(is_full=False)


@job("reporting.prove_all_books", periodic="40 2 * * *", retry=None)
async def prove_all_books(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Everything adds up, from the first day on."""
    await watch(is_full=True)


@job(PROVE_ALL, retry=None)
async def prove_everything() -> None:
    """The same, because an operator asked."""
    await watch(is_full=True)


@job("reporting.forget_visits", periodic="25 3 * * *")
async def forget_visits(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Visits are counted for a year and a bit, to compare seasons; then they go."""
    gone = BATCH
    while gone == BATCH:
        async with transaction() as session:
            gone = await queries.delete_visits(session, utc_now() - KEPT, limit=BATCH)
