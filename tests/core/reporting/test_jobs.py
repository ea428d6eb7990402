"""Operators see jobs, run failed ones again, take waiting ones out."""

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.audit import list_entries
from core.jobs.enqueue import enqueue
from core.kernel.errors import Forbidden
from core.reporting.jobs import (
    JobMoved,
    JobStatus,
    NoSuchJob,
    cancel_job,
    list_jobs,
    retry_job,
)
from tests.factories.principals import an_operator
from tests.factories.shop import a_shopper

STAFF = an_operator()


async def a_job(
    session: AsyncSession, status: str = "failed", *, unique: str | None = None
) -> int:
    return await session.scalar(
        text(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock) "
            "VALUES ('mail', 'mail.send', CAST(:status AS procrastinate_job_status), :lock) "
            "RETURNING id"
        ).bindparams(status=status, lock=unique)
    )


async def status_of(session: AsyncSession, job_id: int) -> str:
    return await session.scalar(
        text("SELECT status::text FROM procrastinate_jobs WHERE id = :id").bindparams(id=job_id)
    )


async def test_jobs_are_listed_newest_first_and_filtered(session: AsyncSession):
    failed = await a_job(session)
    await enqueue(session, "search.index", queue="search", product_id="7")

    every = await list_jobs(session, STAFF)
    by_status = await list_jobs(session, STAFF, status=JobStatus.FAILED)
    by_name = await list_jobs(session, STAFF, name="INDEX")
    by_queue = await list_jobs(session, STAFF, queue="media")

    assert [job.name for job in every.items] == ["search.index", "mail.send"]
    assert every.items[0].arguments == {"product_id": "7"}
    assert [job.id for job in by_status.items] == [failed]
    assert (by_name.total, by_queue.total) == (1, 0)


async def test_a_failed_job_runs_again_and_the_trail_says_who_asked(session: AsyncSession):
    job_id = await a_job(session)

    await retry_job(session, STAFF, job_id)

    assert await status_of(session, job_id) == "todo"
    entries = await list_entries(session, STAFF, action="job.")
    assert [(e.actor, e.summary) for e in entries.items] == [(STAFF.actor, "Retried mail.send")]


async def test_only_failed_jobs_run_again(session: AsyncSession):
    for status in ("todo", "doing", "succeeded"):
        job_id = await a_job(session, status)
        with pytest.raises(JobMoved):
            await retry_job(session, STAFF, job_id)
        assert await status_of(session, job_id) == status
    with pytest.raises(NoSuchJob):
        await retry_job(session, STAFF, 2**40)


async def test_a_job_that_waits_already_is_not_doubled(session: AsyncSession):
    job_id = await a_job(session, unique="one")
    await a_job(session, "todo", unique="one")

    with pytest.raises(JobMoved, match="already"):
        await retry_job(session, STAFF, job_id)

    assert await status_of(session, job_id) == "failed"


async def test_a_waiting_job_can_be_taken_out(session: AsyncSession):
    waiting, running = await a_job(session, "todo"), await a_job(session, "doing")

    await cancel_job(session, STAFF, waiting)
    with pytest.raises(JobMoved):
        await cancel_job(session, STAFF, running)

    assert await status_of(session, waiting) == "cancelled"
    assert await status_of(session, running) == "doing"


async def test_shoppers_see_no_jobs(session: AsyncSession):
    shopper, job_id = await a_shopper(session), await a_job(session)

    with pytest.raises(Forbidden):
        await list_jobs(session, shopper)
    with pytest.raises(Forbidden):
        await retry_job(session, shopper, job_id)
    with pytest.raises(Forbidden):
        await cancel_job(session, shopper, job_id)
