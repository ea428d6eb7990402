"""The worker: runs the jobs of every queue, and rescues those that a dead worker left."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
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
RESCUE_EVERY = 5.0
GRACE = 20.0
KEEP_FINISHED_HOURS = 24 * 7
TIDY_EVERY = 3600.0
RESCUE_LOCK = 4_201_702

Step = Callable[[App], Awaitable[object]]

log = logging.getLogger(__name__)


async def work() -> None:
    """Run until SIGTERM or SIGINT; jobs under way then get ``GRACE`` seconds to finish."""
    async with process_lifespan():
        jobs = await open_jobs()
        keepers = [
            asyncio.create_task(_repeat(RESCUE_EVERY, rescue_stalled_jobs, jobs)),
            asyncio.create_task(_repeat(TIDY_EVERY, _delete_old_jobs, jobs)),
        ]
        try:
            await jobs.run_worker_async(
                queues=QUEUES,
                concurrency=settings().worker_concurrency,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED_AFTER,
                fetch_job_polling_interval=2.0,
                shutdown_graceful_timeout=GRACE,
            )
        finally:
            for keeper in keepers:
                keeper.cancel()
            await asyncio.gather(*keepers, return_exceptions=True)
            await close_jobs()


async def rescue_stalled_jobs(jobs: App) -> int:
    """Put the jobs of workers without a heartbeat back into their queues; how many it were.

    Deliberately no job itself: it would stand in the queue that it has to unblock. The lock
    keeps two workers from rescuing the same job, the second time while it runs again.
    """
    async with transaction() as session:
        is_mine = await session.scalar(
            text("SELECT pg_try_advisory_xact_lock(:key)").bindparams(key=RESCUE_LOCK)
        )
        if not is_mine:
            return 0
        manager = jobs.job_manager
        stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER))
        for job in stalled:
            await _rescue(jobs, job)
        return len(stalled)


async def _rescue(jobs: App, job: Job) -> None:
    """A job that has had all its attempts, or whose next run is queued already, ends here."""
    manager = jobs.job_manager
    if job.attempts + 1 >= (BACK_OFF.max_attempts or 1):
        log.error("Job %s killed its worker %s times: given up", job.id, job.attempts + 1)
        await manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    try:
        await manager.retry_job(job)
    except AlreadyEnqueued:
        await manager.finish_job(job, Status.ABORTED, delete_job=False)
    else:
        log.warning("Job %s (%s) of a dead worker is queued again", job.id, job.task_name)


async def _delete_old_jobs(jobs: App) -> None:
    await jobs.job_manager.delete_old_jobs(
        KEEP_FINISHED_HOURS, include_cancelled=True, include_aborted=True
    )


async def _repeat(seconds: float, step: Step, jobs: App) -> None:
    """A database that is restarting is no reason to stop: the next turn comes."""
    while True:
        try:
            await step(jobs)
        except (ConnectorException, SQLAlchemyError, OSError) as error:
            log.warning("%s", error)
        await asyncio.sleep(seconds)


if __name__ == "__main__":
    end_with_parent()
    configure_logging()
    asyncio.run(work())
