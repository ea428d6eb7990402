"""What people ask and what they open, written beside the answer and never before it.

A page hands over what happened and goes on; a moment later one statement writes everything that
came together meanwhile. What a process that dies had not written is lost: these are figures,
not books.
"""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.search.engine import SearchQuery, Sort
from core.search.models import ClickedResult, LoggedQuery
from core.search.service import SearchResults
from core.search.words import normal
from core.settings import settings

DELAY = 1.0
MOST_WAITING = 5000
MOST_AT_ONCE = 500
LAST_POSITION = 100_000
KEPT = timedelta(days=90)

log = logging.getLogger(__name__)


class _Buffer:
    """What one process has not written yet."""

    def __init__(self) -> None:
        self.searches: list[dict[str, Any]] = []
        self.clicks: list[dict[str, Any]] = []
        self.writer: asyncio.Task[None] | None = None

    def has_room(self) -> bool:
        return len(self.searches) + len(self.clicks) < MOST_WAITING


_buffer = _Buffer()


def record_search(query: SearchQuery, results: SearchResults, *, visitor: str = "") -> UUID:
    """Note that ``query`` was answered so, and return the id its clicks refer to. ``visitor``
    is anything that tells two tabs apart; only a hash of the day is kept of it.
    """
    row = {
        "id": new_id(),
        "created_at": utc_now(),
        "text": normal(query.text),
        "currency": query.currency,
        "filters": _filters(query),
        "number": results.number,
        "total": results.total,
        "took_ms": round(results.took_ms),
        "is_relaxed": results.is_relaxed,
        "is_degraded": results.is_degraded,
        "visitor": _of_the_day(visitor),
    }
    if _buffer.has_room():
        _buffer.searches.append(row)
        _write_soon()
    return row["id"]


def record_click(search_id: UUID, product_id: UUID, position: int) -> None:
    """Note that a result was opened. The edge that calls this checks nothing: what refers to no
    search is dropped.
    """
    if 1 <= position <= LAST_POSITION and _buffer.has_room():
        row = {
            "id": new_id(),
            "created_at": utc_now(),
            "search_id": search_id,
            "product_id": product_id,
            "position": position,
        }
        _buffer.clicks.append(row)
        _write_soon()


async def flush() -> None:
    """Write what waits, now."""
    searches, clicks = _buffer.searches, _buffer.clicks
    if not searches and not clicks:
        return
    _buffer.searches, _buffer.clicks = [], []
    async with transaction() as session:
        for start in range(0, len(searches), MOST_AT_ONCE):
            rows = searches[start : start + MOST_AT_ONCE]
            await session.execute(insert(LoggedQuery).values(rows))
        for start in range(0, len(clicks), MOST_AT_ONCE):
            await _add_clicks(session, clicks[start : start + MOST_AT_ONCE])


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Clicks go with their search."""
    await session.execute(delete(LoggedQuery).where(col(LoggedQuery.created_at) < now - KEPT))


async def _add_clicks(session: AsyncSession, clicks: Sequence[dict[str, Any]]) -> None:
    wanted = {click["search_id"] for click in clicks}
    found = await session.exec(select(LoggedQuery.id).where(col(LoggedQuery.id).in_(wanted)))
    known = set(found)
    if rows := [click for click in clicks if click["search_id"] in known]:
        await session.execute(insert(ClickedResult).values(rows).on_conflict_do_nothing())


def _write_soon() -> None:
    if _buffer.writer is None or _buffer.writer.done():
        _buffer.writer = asyncio.get_running_loop().create_task(_write_later())


async def _write_later() -> None:
    await asyncio.sleep(DELAY)
    try:
        await flush()
    except Exception:
        # Figures of a moment are not worth a page that fails.
        log.exception("Searches were not written down")


def _filters(query: SearchQuery) -> dict[str, Any]:
    chosen: dict[str, Any] = {code: list(values) for code, values in query.facets.items()}
    own = {
        "category": query.category,
        "vendor": list(query.vendors),
        "in_stock": query.is_in_stock,
        "ships": query.country if query.is_deliverable else "",
        "sort": "" if query.sort is Sort.RELEVANCE else query.sort.value,
    }
    chosen |= {key: value for key, value in own.items() if value}
    if query.price_from is not None or query.price_to is not None:
        chosen["price"] = [query.price_from, query.price_to]
    return chosen


def _of_the_day(visitor: str) -> str:
    if not visitor:
        return ""
    secret = settings().secret_key.get_secret_value()
    salted = f"{secret}|{utc_now():%Y-%m-%d}|{visitor}".encode()
    return hashlib.blake2b(salted, digest_size=16).hexdigest()
