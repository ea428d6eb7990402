"""Many at once: every racer has its own connection and waits at a barrier."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
ROW_LOCK = re.compile(r" FOR (?:NO KEY )?UPDATE(?: OF \w+)?(?: SKIP LOCKED| NOWAIT)?")


async def race(count: int, run: Callable[[int], Awaitable[T]]) -> list[T | BaseException]:
    """Start ``count`` runs together; what each returned or raised, in order."""
    barrier = asyncio.Barrier(count)

    async def racer(index: int) -> T:
        await barrier.wait()
        return await run(index)

    return await asyncio.gather(*(racer(i) for i in range(count)), return_exceptions=True)


@contextmanager
def without_row_locks(engine: AsyncEngine) -> Iterator[None]:
    """What the negative controls take away: every ``SELECT ... FOR UPDATE`` only looks."""

    def looks_only(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any
    ) -> tuple[str, Any]:
        return ROW_LOCK.sub("", statement), parameters

    event.listen(engine.sync_engine, "before_cursor_execute", looks_only, retval=True)
    try:
        yield
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", looks_only)
