"""Counting and timing, for all measurements alike."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
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


async def repeatedly(
    work: Callable[[], Awaitable[object]], *, seconds: float, side_by_side: int
) -> list[float]:
    """Call ``work`` over and over in ``side_by_side`` loops; returns how long each call took.

    Ends after ``seconds``: a measurement is never a load test of somebody else.
    """
    took: list[float] = []
    ends = time.perf_counter() + seconds

    async def loop() -> None:
        while (began := time.perf_counter()) < ends:
            await work()
            took.append(time.perf_counter() - began)

    await asyncio.gather(*(loop() for _ in range(side_by_side)))
    return took


def report(name: str, took: list[float], seconds: float) -> None:
    """One line: how many a second, and how long the typical and the slow ones took."""
    ordered = sorted(took)
    middle, slow, slowest = (
        ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.95, 0.99)
    )
    print(
        f"{name:34} {len(took) / seconds:8.1f} /s   p50 {middle:7.1f} ms   "
        f"p95 {slow:7.1f} ms   p99 {slowest:7.1f} ms   ({len(took)} in {seconds:.0f} s)"
    )
