"""Jobs of lists, follows and alerts."""

from core.db.session import transaction
from core.jobs.app import job
from core.saved import queries

BATCH = 500


@job("saved.delete_expired", periodic="23 3 * * *")
async def delete_expired(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Delete lists of guests who did not come back, in batches that hold few locks."""
    deleted = BATCH
    while deleted == BATCH:
        async with transaction() as session:
            deleted = await queries.delete_expired(session, limit=BATCH)
