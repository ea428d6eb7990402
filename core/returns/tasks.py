"""Jobs of returns, issues and disputes."""

from core.jobs.app import job
from core.returns.timers import run_due, sweep


@job("returns.run_due", queue="checkout", periodic="*/5 * * * *")
async def end_what_is_due(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    await run_due()


@job("returns.sweep_photos", periodic="41 4 * * *")
async def sweep_photos(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    await sweep()
