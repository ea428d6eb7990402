"""Rows that are written beside an answer and never before it.

A page hands over what happened and goes on; a moment later one transaction writes everything
that came together meanwhile. What a process that dies had not written is lost: this is for
figures, not for books.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction

DELAY = 1.0
MOST_WAITING = 5000

Row = dict[str, Any]

log = logging.getLogger(__name__)
_writers: "list[Later]" = []


class Later:
    """``write`` stores rows, in the order in which they came. Rows beyond ``MOST_WAITING``
    are dropped.
    """

    def __init__(self, write: Callable[[AsyncSession, Sequence[Row]], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: list[Row] = []
        self._task: asyncio.Task[None] | None = None
        _writers.append(self)

    def add(self, row: Row) -> None:
        if len(self._waiting) >= MOST_WAITING:
            return
        self._waiting.append(row)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._soon())

    async def flush(self) -> None:
        """Write what waits, now."""
        rows, self._waiting = self._waiting, []
        if rows:
            async with transaction() as session:
                await self._write(session, rows)

    def forget(self) -> None:
        """Drop what waits."""
        self._waiting = []
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _soon(self) -> None:
        await asyncio.sleep(DELAY)
        try:
            await self.flush()
        except Exception:
            # Figures of a moment are not worth a page that fails.
            log.exception("Figures were not written down")


async def flush_all() -> None:
    """Before a process ends."""
    for writer in _writers:
        await writer.flush()


def forget_all() -> None:
    for writer in _writers:
        writer.forget()
