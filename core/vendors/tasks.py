"""Jobs of workshops."""

from core.db.session import transaction
from core.jobs.app import job
from core.kernel.clock import utc_now
from core.vendors.holiday import turn_holidays


@job("vendors.turn_holidays", periodic="3 * * * *")
async def turn(*, timestamp: int) -> None:  # noqa: ARG001  the slot it runs for
    """Hourly, so that a worker that was down at midnight misses no holiday."""
    async with transaction() as session:
        await turn_holidays(session, utc_now().date())
