"""Many at once: every racer has its own connection and waits at a barrier."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def race(count: int, run: Callable[[int], Awaitable[T]]) -> list[T | BaseException]:
    """Start ``count`` runs together; what each returned or raised, in order."""
    barrier = asyncio.Barrier(count)

    async def racer(index: int) -> T:
        await barrier.wait()
        return await run(index)

    return await asyncio.gather(*(racer(i) for i in range(count)), return_exceptions=True)
