"""Enqueue a job in the caller's transaction: it exists if and only if the transaction
commits.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from procrastinate.exceptions import AlreadyEnqueued
from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.app import job_app


async def enqueue(
    session: AsyncSession,
    name: str,
    *,
    queue: str = "default",
    at: datetime | None = None,
    lock: str | None = None,
    unique: str | None = None,
    **arguments: Any,
) -> None:
    """Add job ``name`` to ``queue``, to start ``at`` a time or at once.

    ``lock``: jobs with the same lock never run side by side. ``unique``: while one such job
    waits, another is not added.
    """
    driver = await _driver(session)
    deferrer = job_app.configure_task(
        name,
        allow_unknown=True,
        queue=queue,
        schedule_at=at,
        lock=lock,
        queueing_lock=unique,
        connection=driver,
    )
    if unique is None:
        await deferrer.defer_async(**arguments)
        return
    with suppress(AlreadyEnqueued):
        async with driver.transaction():  # a savepoint: a refused duplicate spoils nothing else
            await deferrer.defer_async(**arguments)


async def enqueue_all(
    session: AsyncSession,
    name: str,
    arguments: Sequence[dict[str, Any]],
    *,
    queue: str = "default",
) -> None:
    """Add job ``name`` once for each set of arguments, in one statement."""
    if not arguments:
        return
    driver = await _driver(session)
    deferrer = job_app.configure_task(name, allow_unknown=True, queue=queue, connection=driver)
    await deferrer.batch_defer_async(*arguments)


async def _driver(session: AsyncSession) -> Any:
    """The psycopg connection that carries the session's transaction."""
    connection = await session.connection()
    return (await connection.get_raw_connection()).driver_connection
