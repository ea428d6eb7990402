"""Rendered pages of this process, by address and preferences, bounded in bytes.

Each process keeps its own: a page costs a few milliseconds to make, and what goes is told to
all of them at once (``core.db.page_purge``).
"""

import asyncio
import logging
import time
from collections import OrderedDict, defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from redis.exceptions import RedisError

from core.db.page_purge import Purge, listen_for_purges
from core.kernel.page_tags import EVERYTHING

FRESH_S = 300.0
STALE_S = 3600.0  # how much longer it may be shown while it is made anew
NOT_FOUND_S = 10.0
LARGEST_CACHE = 96 * 1024 * 1024
REMEMBERED_PURGES = 2000
RETRY_PAUSE = 1.0

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Kept:
    """What can be kept: ``size`` is in bytes."""

    status: int
    tags: frozenset[str]
    size: int
    fresh_until: float = 0.0
    stale_until: float = 0.0

    @property
    def is_stale(self) -> bool:
        return time.monotonic() >= self.fresh_until


@dataclass(slots=True, kw_only=True)
class Page(Kept):
    """``body`` is plain, ``packed`` the same in gzip; both are sent as they are."""

    body: bytes
    packed: bytes
    etag: str
    moved_to: str = ""


K = TypeVar("K", bound=Kept)


@dataclass(slots=True)
class _Under(Generic[K]):
    """A page that is being made, and when that began."""

    task: asyncio.Task[K]
    began: float = field(default_factory=time.monotonic)


class PageCache(Generic[K]):
    def __init__(self, largest: int = LARGEST_CACHE) -> None:
        self._largest = largest
        self._pages: OrderedDict[str, K] = OrderedDict()
        self._tagged: defaultdict[str, set[str]] = defaultdict(set)
        self._size = 0
        self._under_way: dict[str, _Under[K]] = {}
        self._purges: deque[tuple[float, Purge]] = deque(maxlen=REMEMBERED_PURGES)

    def find(self, key: str) -> K | None:
        """The page under ``key``, fresh or not; None when there is none that may be shown."""
        page = self._pages.get(key)
        if page is None:
            return None
        if time.monotonic() >= page.stale_until:
            self._drop(key)
            return None
        self._pages.move_to_end(key)
        return page

    async def made(self, key: str, make: Callable[[], Awaitable[K]]) -> K:
        """The page that ``make`` makes, kept; who asks while it is being made gets the same."""
        under = self._under_way.get(key)
        if under is None:
            under = self._under_way[key] = _Under(asyncio.ensure_future(make()))  # pyright: ignore[reportArgumentType]
            under.task.add_done_callback(lambda task: self._finish(key, under, task))
        return await asyncio.shield(under.task)

    def renew(self, key: str, make: Callable[[], Awaitable[K]]) -> None:
        """Make it anew in the background, unless that is under way."""
        if key not in self._under_way:
            renewing = asyncio.ensure_future(self.made(key, make))
            renewing.add_done_callback(_forget_failure)

    def apply(self, purge: Purge) -> None:
        now = time.monotonic()
        self._purges.append((now, purge))
        if purge.dropped:
            self._under_way.clear()  # who asks from now on waits for a page begun from now on
        if EVERYTHING in purge.dropped:
            self.clear()
            return
        for key in self._keys(purge.dropped):
            self._drop(key)
        for key in self._keys(purge.aged):
            self._pages[key].fresh_until = now

    def clear(self) -> None:
        self._pages.clear()
        self._tagged.clear()
        self._size = 0

    def _keys(self, tags: frozenset[str]) -> set[str]:
        return set().union(*(self._tagged.get(tag, ()) for tag in tags))

    def _finish(self, key: str, under: _Under[K], task: asyncio.Task[K]) -> None:
        if self._under_way.get(key) is under:
            del self._under_way[key]
        if task.cancelled() or task.exception() is not None:
            return
        page = task.result()
        lifetime = _lifetime(page)
        if lifetime and not self._was_purged(page, under.began):
            page.fresh_until = time.monotonic() + lifetime
            is_ok = lifetime == FRESH_S
            page.stale_until = page.fresh_until + (STALE_S if is_ok else 0)
            self._keep(key, page)

    def _was_purged(self, page: K, since: float) -> bool:
        """It was read before a change that it should show, or may have been."""
        if len(self._purges) == REMEMBERED_PURGES and self._purges[0][0] >= since:
            return True
        return any(
            EVERYTHING in purge.dropped or page.tags & (purge.dropped | purge.aged)
            for at, purge in self._purges
            if at >= since
        )

    def _keep(self, key: str, page: K) -> None:
        self._drop(key)
        self._pages[key] = page
        self._size += page.size
        for tag in page.tags:
            self._tagged[tag].add(key)
        while self._size > self._largest:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is None:
            return
        self._size -= page.size
        for tag in page.tags:
            keys = self._tagged[tag]
            keys.discard(key)
            if not keys:
                del self._tagged[tag]


async def follow_purges(caches: Sequence[PageCache[Any]]) -> None:
    """Runs for as long as the process serves."""
    while True:
        try:
            async for purge in listen_for_purges():
                for cache in caches:
                    cache.apply(purge)
        except (RedisError, OSError) as error:
            log.warning("Cached pages wait to hear of changes: %s", error)
        await asyncio.sleep(RETRY_PAUSE)


def _lifetime(page: Kept) -> float:
    """Seconds for which it is fresh; 0 for what must not be kept."""
    if page.status in {200, 301}:
        return FRESH_S
    return NOT_FOUND_S if page.status in {404, 410} else 0.0


def _forget_failure(task: asyncio.Future[Any]) -> None:
    """The old page is still there; the failure was logged where it happened."""
    if not task.cancelled():
        task.exception()
