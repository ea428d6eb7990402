"""Counting and timing, for all measurements alike."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.db.session import close_engine, open_engine
from core.runtime.engines import running_engines
from core.runtime.migrate import create_database, upgrade
from core.settings import settings


@contextmanager
def market_of_its_own() -> Iterator[Path]:
    """A database that fsyncs like a real one, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="ecomarket-bench-") as folder:
        os.environ["ECOMARKET_HOME"] = folder
        settings.cache_clear()
        with running_engines(settings()):
            create_database(settings().database_url)
            upgrade(settings().database_url)
            yield Path(folder)


@asynccontextmanager
async def database(pool_size: int = 20) -> AsyncIterator[None]:
    open_engine(pool_size=pool_size)
    try:
        yield
    finally:
        await close_engine()


@dataclass(frozen=True, slots=True)
class Calls:
    """How long each call took, and the processor time of this process for one."""

    took: list[float]
    seconds: float
    cpu: float

    def report(self, name: str) -> None:
        report(name, self.took, self.seconds, cpu=self.cpu)


async def repeatedly(
    work: Callable[[], Awaitable[object]], *, seconds: float, side_by_side: int
) -> Calls:
    """Call ``work`` over and over in ``side_by_side`` loops.

    Ends after ``seconds``: a measurement is never a load test of somebody else.
    """
    took: list[float] = []
    began, used = time.perf_counter(), time.process_time()
    ends = began + seconds

    async def loop() -> None:
        while (start := time.perf_counter()) < ends:
            await work()
            took.append(time.perf_counter() - start)

    await asyncio.gather(*(loop() for _ in range(side_by_side)))
    return Calls(took, time.perf_counter() - began, (time.process_time() - used) / len(took))


def report(name: str, took: list[float], seconds: float, *, cpu: float | None = None) -> None:
    """One line: how many a second, how long the typical and the slow ones took, and what one
    costs whatever else the machine is doing.
    """
    ordered = sorted(took)
    shares = (0.5, 0.95, 0.99)
    middle, slow, slowest = (ordered[int(len(ordered) * share)] * 1000 for share in shares)
    cost = "" if cpu is None else f"   CPU {cpu * 1000:5.1f} ms"
    print(
        f"{name:42} {len(took) / seconds:8.1f} /s   p50 {middle:7.1f} ms   "
        f"p95 {slow:7.1f} ms   p99 {slowest:7.1f} ms{cost}   ({len(took)} in {seconds:.0f} s)"
    )
