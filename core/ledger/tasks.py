"""Jobs of the books."""

from core.db.session import transaction
from core.jobs.app import job
from core.ledger.release_earnings import release_due


@job("ledger.release_earnings", periodic="*/5 * * * *")
async def release_earnings(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    while True:
        async with transaction() as session:
            if not await release_due(session):
                return
