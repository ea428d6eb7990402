"""Jobs of identity."""

from core.db.session import transaction
from core.identity.forget_expired import forget_expired
from core.jobs.app import job


@job("identity.forget_expired", periodic="20 3 * * *")
async def forget(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    async with transaction() as session:
        await forget_expired(session)
