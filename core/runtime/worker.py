"""The worker: runs the jobs of every queue, and rescues those that a dead worker left."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from procrastinate import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.bootstrap import process_lifespan
from core.db.session import transaction
from core.jobs.app import BACK_OFF, QUEUES, close_jobs, open_jobs
from core.runtime.children import end_with_parent
from core.runtime.logs import configure_logging
from core.settings import settings

HEARTBEAT = 5.0
STALLED_AFTER = 20.0
GRACE = 20.0
KEEP_FINISHED_HOURS = 24 * 7
TIDY_EVERY = 3600.0
RESCUE_LOCK = 4_201_702

Step = Callable[[], Awaitable[None]]

log = logging.getLogger(__name__)


async def work(*, heartbeat: float = HEARTBEAT, stalled_after: float = STALLED_AFTER) -> None:
    """Run until SIGTERM or SIGINT; jobs under way then get ``GRACE`` seconds to finish.

    A worker whose ``heartbeat`` is overdue by ``stalled_after`` seconds counts as dead.
    """

    async def rescue() -> None:
        await rescue_stalled_jobs(jobs, stalled_after=stalled_after)

    async def tidy() -> None:
        await jobs.job_manager.delete_old_jobs(
            KEEP_FINISHED_HOURS, include_cancelled=True, include_aborted=True
        )

    async with process_lifespan():
        jobs = await open_jobs()
        keepers = [
            asyncio.create_task(_repeat(heartbeat, rescue)),
            asyncio.create_task(_repeat(TIDY_EVERY, tidy)),
        ]
        try:
            await jobs.run_worker_async(
                queues=list(QUEUES),
                concurrency=settings().worker_concurrency,
                update_heartbeat_interval=heartbeat,
                stalled_worker_timeout=stalled_after,
                fetch_job_polling_interval=2.0,
                shutdown_graceful_timeout=GRACE,
            )
        finally:
            for keeper in keepers:
                keeper.cancel()
            await asyncio.gather(*keepers, return_exceptions=True)
            await close_jobs()


async def rescue_stalled_jobs(jobs: App, *, stalled_after: float) -> None:
    """Put the jobs of workers without a heartbeat back into their queues.

    Deliberately no job itself: it would stand in the queue that it has to unblock. The lock
    keeps two workers from rescuing the same job, the second time while it runs again.
    """
    async with transaction() as session:
        is_mine = await session.scalar(
            text("SELECT pg_try_advisory_xact_lock(:key)").bindparams(key=RESCUE_LOCK)
        )
        if not is_mine:
            return
        manager = jobs.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=stalled_after):
            await _rescue(jobs, job)


async def _rescue(jobs: App, job: Job) -> None:
    """A job that has had all its attempts, or whose next run is queued already, ends here."""
    manager = jobs.job_manager
    if job.attempts + 1 >= (BACK_OFF.max_attempts or 1):
        log.error("Job %s killed its worker %s times: given up", job.id, job.attempts + 1)
        await manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        await manager.finish_job(job, Status.ABORTED, delete_job=False)
    else:
        log.warning("Job %s (%s) of a dead worker is queued again", job.id, job.task_name)


async def _repeat(seconds: float, step: Step) -> None:
    """A database that is restarting is no reason to stop: the next turn comes."""
    while True:
        try:
            await step()
        except (ConnectorException, SQLAlchemyError, OSError) as error:
            log.warning("%s", error)
        await asyncio.sleep(seconds)


if __name__ == "__main__":
    end_with_parent()
    configure_logging()
    asyncio.run(work())
