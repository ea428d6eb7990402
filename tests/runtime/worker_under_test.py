"""A worker with jobs of the test's own, run as a process: ``python <this file>``."""

import asyncio
import os

from sqlalchemy import text

from core.db.session import transaction
from core.jobs.app import job
from core.runtime.worker import work


async def record(what: str) -> None:
    async with transaction() as session:
        await session.execute(
            text("INSERT INTO job_trace (what, pid) VALUES (:what, :pid)"),
            {"what": what, "pid": os.getpid()},
        )


@job("test.tick", periodic="* * * * * *")
async def tick(*, timestamp: int) -> None:
    await record(f"tick {timestamp}")


@job("test.slow_tick", periodic="* * * * * *")
async def slow_tick(*, timestamp: int) -> None:
    await record(f"slow tick {timestamp}")
    await asyncio.sleep(3)


@job("test.nap")
async def nap(*, seconds: float) -> None:
    await record("nap begins")
    await asyncio.sleep(seconds)
    await record("nap ends")


if __name__ == "__main__":
    asyncio.run(work(heartbeat=0.5, stalled_after=2))
