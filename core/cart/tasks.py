"""Jobs of the bag."""

from core.cart import queries
from core.db.session import transaction
from core.jobs.app import job

BATCH = 500


@job("cart.delete_expired", periodic="17 3 * * *")
async def delete_expired(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Delete bags that nobody came back to, in batches that hold few locks."""
    async with transaction() as session:
        await queries.delete_expired_shares(session)
    deleted = BATCH
    while deleted == BATCH:
        async with transaction() as session:
            deleted = await queries.delete_expired(session, limit=BATCH)
