"""The job runner and the ``@job`` decorator that registers every entry point."""

from collections.abc import Awaitable, Callable
from typing import Any

from procrastinate import App, PsycopgConnector, RetryStrategy
from psycopg_pool import AsyncConnectionPool

from core.settings import settings

QUEUES = ("checkout", "events", "mail", "search", "media", "imports", "default")

job_app = App(connector=PsycopgConnector())
_pool: AsyncConnectionPool | None = None

BACK_OFF = RetryStrategy(max_attempts=6, exponential_wait=3)

Job = Callable[..., Awaitable[None]]


def job(
    name: str,
    *,
    queue: str = "default",
    retry: RetryStrategy | None = BACK_OFF,
    periodic: str | None = None,
) -> Callable[[Job], Job]:
    """Register ``async def f(**ids)`` as the job ``name``. What it does must be safe to repeat.

    ``periodic`` is a cron line (a sixth, leading field counts seconds); such a job takes
    ``timestamp`` and runs once per slot however many workers there are.
    """
    if queue not in QUEUES:
        raise ValueError(f"unknown queue {queue}")

    def register(function: Job) -> Job:
        options: dict[str, Any] = {"queueing_lock": name, "lock": name} if periodic else {}
        task = job_app.task(name=name, queue=queue, retry=retry or False, **options)(function)
        if periodic:
            job_app.periodic(cron=periodic)(task)
        return function

    return register


async def open_jobs(url: str | None = None) -> App:
    """Connect the job runner. Called by processes that run jobs; enqueuing needs no
    connection of its own.
    """
    global _pool  # noqa: PLW0603
    _pool = AsyncConnectionPool(
        url or settings().database_url, min_size=1, max_size=8, open=False
    )
    await _pool.open()
    await job_app.open_async(_pool)
    return job_app


async def close_jobs() -> None:
    global _pool  # noqa: PLW0603
    await job_app.close_async()
    if _pool is not None:
        await _pool.close()
        _pool = None
