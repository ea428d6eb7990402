"""Cached pages that must go, told to the processes that keep them as soon as a change is
committed. A message that is lost costs no more than a page's lifetime.
"""

import json
import logging
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any, cast

from redis.exceptions import RedisError
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.cache import cache
from core.kernel.page_tags import EVERYTHING

CHANNEL = "pages"
MOST_TAGS = 500  # beyond that, dropping everything is cheaper
_DROPPED, _AGED = "pages_dropped", "pages_aged"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Purge:
    """Pages with a ``dropped`` tag are made anew for their next visitor; those with an
    ``aged`` one are shown once more while they are made anew.
    """

    dropped: frozenset[str] = frozenset()
    aged: frozenset[str] = frozenset()


def drop_pages(session: AsyncSession, *tags: str) -> None:
    """Once this transaction is committed, no cached page with one of ``tags`` is shown."""
    _noted(session, _DROPPED).update(tags)


def age_pages(session: AsyncSession, *tags: str) -> None:
    """Once this transaction is committed, pages with one of ``tags`` are due to be made
    anew.
    """
    _noted(session, _AGED).update(tags)


async def purge_noted(session: AsyncSession) -> None:
    """After the commit: tell what was noted in the transaction."""
    dropped, aged = session.info.pop(_DROPPED, ()), session.info.pop(_AGED, ())
    if dropped or aged:
        await purge_pages(dropped, aged)


async def purge_pages(dropped: Iterable[str] = (), aged: Iterable[str] = ()) -> None:
    gone = set(dropped)
    if len(gone) > MOST_TAGS:
        gone = {EVERYTHING}
    message = json.dumps([sorted(gone), sorted(aged)])
    try:
        await cache().publish(CHANNEL, message)  # pyright: ignore[reportUnknownMemberType]
    except (RedisError, OSError, RuntimeError) as error:
        log.warning("Cached pages were not told of a change: %s", error)


async def listen_for_purges() -> AsyncIterator[Purge]:
    """Every purge from now on, the first of everything: what was told while nobody listened is
    not known. Raises when the connection is lost.
    """
    async with cache().pubsub(ignore_subscribe_messages=True) as subscription:  # pyright: ignore[reportUnknownMemberType]
        await subscription.subscribe(CHANNEL)  # pyright: ignore[reportUnknownMemberType]
        yield Purge(dropped=frozenset({EVERYTHING}))
        while True:
            message = cast(
                "dict[str, Any] | None", await subscription.get_message(timeout=None)
            )
            if message is not None:
                dropped, aged = json.loads(message["data"])
                yield Purge(frozenset(dropped), frozenset(aged))


def _noted(session: AsyncSession, name: str) -> set[str]:
    return cast("set[str]", session.info.setdefault(name, set()))
