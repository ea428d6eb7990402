"""Live pages: one subscription per process to the messages of ``core.db.pubsub``, handed out
to the tabs that watch a channel.

A background handler subscribes first, reads the database, then reads again at each message:

    async with subscribe(f"order:{order_id}") as changes:
        async for _ in changes: ...
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.exceptions import RedisError

from core.db.pubsub import listen

log = logging.getLogger(__name__)

PAUSE = 1.0
QUEUE_SIZE = 32


class Changes:
    """Messages of one subscriber. When it is slow the oldest are dropped: the last one is
    enough to read again. An iteration also ends its wait after ``idle`` seconds, with None, so
    that the caller's session can be checked.
    """

    def __init__(self, idle: float) -> None:
        self._queue: asyncio.Queue[str] = asyncio.Queue(QUEUE_SIZE)
        self._idle = idle

    def put(self, message: str) -> None:
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(message)

    def __aiter__(self) -> "Changes":
        return self

    async def __anext__(self) -> str | None:
        try:
            return await asyncio.wait_for(self._queue.get(), self._idle)
        except TimeoutError:
            return None


_watchers: dict[str, set[Changes]] = defaultdict(set)


@asynccontextmanager
async def subscribe(*channels: str, idle: float = 60) -> AsyncIterator[Changes]:
    """Messages of ``channels`` from now on."""
    changes = Changes(idle)
    for channel in channels:
        _watchers[channel].add(changes)
    try:
        yield changes
    finally:
        for channel in channels:
            _watchers[channel].discard(changes)
            if not _watchers[channel]:
                del _watchers[channel]


@asynccontextmanager
async def live_hub() -> AsyncIterator[None]:
    """Lifespan task of each app: listens for as long as the process serves."""
    listening = asyncio.create_task(_listen())
    try:
        yield
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


def deliver(channel: str, message: str) -> None:
    for changes in tuple(_watchers.get(channel, ())):
        changes.put(message)


async def _listen() -> None:
    """After a lost connection every watcher is told to look again: something may have been
    missed.
    """
    while True:
        try:
            async for channel, message in listen():
                deliver(channel, message)
        except (RedisError, OSError) as error:
            log.warning("Live updates wait for the cache: %s", error)
        await asyncio.sleep(PAUSE)
        for channel in tuple(_watchers):
            deliver(channel, "")
