"""Reads of the job runner's tables."""

from collections.abc import Sequence

from sqlalchemy import RowMapping
from sqlmodel.ext.asyncio.session import AsyncSession

from core.reporting.sql import row, rows


async def list_jobs(
    session: AsyncSession, *, status: str, queue: str, name: str, limit: int, skip: int
) -> Sequence[RowMapping]:
    return await rows(
        session,
        """
        SELECT j.id, j.task_name AS name, j.queue_name AS queue, j.status::text,
            j.args AS arguments, j.attempts, j.scheduled_at AS due_at,
            (SELECT min(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)
                AS enqueued_at,
            (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)
                AS changed_at
        FROM procrastinate_jobs j
        WHERE (:status = '' OR j.status::text = :status)
            AND (:queue = '' OR j.queue_name = :queue)
            AND (:name = '' OR position(lower(:name) IN lower(j.task_name)) > 0)
        ORDER BY j.id DESC LIMIT :limit OFFSET :skip
        """,
        status=status,
        queue=queue,
        name=name,
        limit=limit,
        skip=skip,
    )


async def count_jobs(session: AsyncSession, *, status: str, queue: str, name: str) -> int:
    found = await row(
        session,
        """
        SELECT count(*) AS jobs FROM procrastinate_jobs j
        WHERE (:status = '' OR j.status::text = :status)
            AND (:queue = '' OR j.queue_name = :queue)
            AND (:name = '' OR position(lower(:name) IN lower(j.task_name)) > 0)
        """,
        status=status,
        queue=queue,
        name=name,
    )
    return int(found["jobs"])


async def find_job(session: AsyncSession, job_id: int) -> RowMapping | None:
    """The job, locked against moving on."""
    found = await rows(
        session,
        "SELECT task_name AS name, status::text FROM procrastinate_jobs "
        "WHERE id = :id FOR UPDATE",
        id=job_id,
    )
    return found[0] if found else None
