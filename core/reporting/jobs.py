"""Background jobs for operators: what waits, what failed and why, once more or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from procrastinate.sql import queries as procrastinate_queries
from psycopg.errors import RaiseException, UniqueViolation
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.audit import record
from core.jobs.app import job_app
from core.kernel.clock import utc_now
from core.kernel.errors import Conflict, NotFound
from core.kernel.pagination import Page, clamp
from core.kernel.principal import Principal
from core.reporting import job_queries


class JobStatus(StrEnum):
    TODO = "todo"
    DOING = "doing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELED = "cancelled"  # the job runner's own spelling
    ABORTED = "aborted"


@dataclass(frozen=True, slots=True)
class JobRow:
    """``due_at`` is None for a job that may run at once."""

    id: int
    name: str
    queue: str
    status: JobStatus
    arguments: Mapping[str, Any]
    attempts: int
    due_at: datetime | None
    enqueued_at: datetime | None
    changed_at: datetime | None


class NoSuchJob(NotFound):
    code: ClassVar[str] = "no_such_job"

    def __init__(self) -> None:
        super().__init__("There is no such job any more.")


class JobMoved(Conflict):
    code: ClassVar[str] = "job_moved"

    def __init__(self, why: str) -> None:
        super().__init__(why)


async def list_jobs(
    session: AsyncSession,
    caller: Principal,
    *,
    status: JobStatus | None = None,
    queue: str = "",
    name: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[JobRow]:
    """Newest first; ``name`` matches a part of the job's name."""
    caller.require_staff()
    page, size = clamp(page, size)
    wanted = {"status": status.value if status else "", "queue": queue, "name": name}
    total = await job_queries.count_jobs(session, **wanted)
    found = await job_queries.list_jobs(session, **wanted, limit=size, skip=(page - 1) * size)
    rows = [JobRow(**{**row, "status": JobStatus(row["status"])}) for row in found]
    return Page(rows, total, page, size)


async def retry_job(session: AsyncSession, caller: Principal, job_id: int) -> None:
    """Run a failed job again, at once."""
    caller.require_staff()
    name = await _name_of(session, job_id, JobStatus.FAILED, "Only failed jobs can be retried.")
    driver = await _driver(session)
    try:
        async with driver.transaction():  # a savepoint: a refusal spoils nothing else
            await driver.execute(
                procrastinate_queries["retry_job"],
                {
                    "job_id": job_id,
                    "retry_at": utc_now(),
                    "new_priority": None,
                    "new_queue_name": None,
                    "new_lock": None,
                },
            )
    except UniqueViolation as error:
        raise JobMoved("The same job is waiting to run already.") from error
    except RaiseException as error:
        raise JobMoved("This job has moved on meanwhile.") from error
    await record(session, caller, "job.retried", "job", str(job_id), f"Retried {name}")


async def cancel_job(session: AsyncSession, caller: Principal, job_id: int) -> None:
    """Take a waiting job out of its queue. One that runs already is not stopped."""
    caller.require_staff()
    name = await _name_of(session, job_id, JobStatus.TODO, "Only waiting jobs can be canceled.")
    is_canceled = await job_app.job_manager.cancel_job_by_id_async(
        job_id, connection=await _driver(session)
    )
    if not is_canceled:
        raise JobMoved("This job has started meanwhile.")
    await record(session, caller, "job.canceled", "job", str(job_id), f"Canceled {name}")


async def _name_of(session: AsyncSession, job_id: int, allowed: JobStatus, refusal: str) -> str:
    found = await job_queries.find_job(session, job_id)
    if found is None:
        raise NoSuchJob
    if JobStatus(found["status"]) is not allowed:
        raise JobMoved(refusal)
    return str(found["name"])


async def _driver(session: AsyncSession) -> Any:
    connection = await (await session.connection()).get_raw_connection()
    return connection.driver_connection
