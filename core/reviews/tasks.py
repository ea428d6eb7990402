"""Timers of reviews."""

from datetime import timedelta

from core.db.session import transaction
from core.jobs.app import job
from core.kernel.clock import utc_now
from core.reviews.invite import invite_due
from core.reviews.photos import sweep_photos

LEFT_BEHIND = timedelta(days=1)


@job("reviews.invite", periodic="23 8-19 * * *")
async def invite(*, timestamp: int) -> None:  # noqa: ARG001  given by the scheduler
    """By day: a mail that asks for a favor does not ring at night."""
    async with transaction() as session:
        await invite_due(session)


@job("reviews.sweep_photos", periodic="41 * * * *")
async def sweep(*, timestamp: int) -> None:  # noqa: ARG001  given by the scheduler
    """Pictures of forms that were never sent."""
    async with transaction() as session:
        await sweep_photos(session, utc_now() - LEFT_BEHIND)
