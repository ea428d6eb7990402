"""Jobs with real workers, as processes that can be killed."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from core.db.session import transaction
from core.jobs.enqueue import enqueue

SCRIPT = Path(__file__).with_name("worker_under_test.py")

StartWorker = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
async def traces(clean_database: AsyncEngine) -> AsyncIterator[None]:
    async with clean_database.begin() as connection:
        await connection.execute(
            text("CREATE TABLE job_trace (what text NOT NULL, pid int NOT NULL)")
        )
    yield
    async with clean_database.begin() as connection:
        await connection.execute(text("DROP TABLE job_trace"))


@pytest.fixture
def start_worker(traces, cache_url: str) -> Iterator[StartWorker]:
    workers: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        workers.append(subprocess.Popen([sys.executable, str(SCRIPT)]))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


async def traced(what: str) -> list[tuple[str, int]]:
    async with transaction() as session:
        rows = await session.execute(
            text("SELECT what, pid FROM job_trace WHERE what LIKE :what"), {"what": f"{what}%"}
        )
        return [(row.what, row.pid) for row in rows]


async def until_traced(what: str, count: int = 1) -> None:
    async with asyncio.timeout(60):
        while len(await traced(what)) < count:  # noqa: ASYNC110  other processes do it
            await asyncio.sleep(0.05)


async def test_a_periodic_job_runs_once_a_slot_with_two_workers(start_worker: StartWorker):
    start_worker()
    start_worker()

    await until_traced("tick", 5)

    runs = Counter(what for what, _pid in await traced("tick"))
    assert set(runs.values()) == {1}


@pytest.mark.crash
async def test_a_job_of_a_killed_worker_is_done_by_another(start_worker: StartWorker):
    first = start_worker()
    async with transaction() as session:
        await enqueue(session, "test.nap", seconds=1)
    await until_traced("nap begins")
    os.kill(first.pid, signal.SIGKILL)
    assert await traced("nap ends") == []

    second = start_worker()
    await until_traced("nap ends")

    assert await traced("nap ends") == [("nap ends", second.pid)]


@pytest.mark.crash
async def test_a_periodic_job_of_a_killed_worker_does_not_block_its_next_runs(
    start_worker: StartWorker,
):
    """Its next run is queued already, so the stalled one can neither go on nor be queued."""
    first = start_worker()
    await until_traced("slow tick")
    os.kill(first.pid, signal.SIGKILL)
    before = len(await traced("slow tick"))

    start_worker()

    await until_traced("slow tick", before + 1)


async def test_a_worker_that_is_asked_to_end_finishes_its_job(start_worker: StartWorker):
    worker = start_worker()
    async with transaction() as session:
        await enqueue(session, "test.nap", seconds=1)
    await until_traced("nap begins")

    worker.terminate()

    assert await asyncio.to_thread(worker.wait, 40) == 0
    assert await traced("nap ends") == [("nap ends", worker.pid)]
