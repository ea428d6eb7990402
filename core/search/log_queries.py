"""What people ask and what they open, written a moment later."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.later import Later, Row
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.search.engine import SearchQuery, Sort
from core.search.models import ClickedResult, LoggedQuery
from core.search.service import SearchResults
from core.search.words import normal
from core.settings import settings

MOST_AT_ONCE = 500
LAST_POSITION = 100_000
KEPT = timedelta(days=90)


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
    _searches.add(row)
    return row["id"]


def record_click(search_id: UUID, product_id: UUID, position: int) -> None:
    """Note that a result was opened. The edge that calls this checks nothing: what refers to no
    search is dropped.
    """
    if 1 <= position <= LAST_POSITION:
        row = {
            "id": new_id(),
            "created_at": utc_now(),
            "search_id": search_id,
            "product_id": product_id,
            "position": position,
        }
        _clicks.add(row)


async def flush() -> None:
    """Write what waits, now; clicks after the searches that they belong to."""
    await _searches.flush()
    await _clicks.flush()


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Clicks go with their search."""
    await session.execute(delete(LoggedQuery).where(col(LoggedQuery.created_at) < now - KEPT))


async def _write_searches(session: AsyncSession, rows: Sequence[Row]) -> None:
    for start in range(0, len(rows), MOST_AT_ONCE):
        chunk = rows[start : start + MOST_AT_ONCE]
        await session.execute(insert(LoggedQuery).values(list(chunk)))


async def _write_clicks(session: AsyncSession, rows: Sequence[Row]) -> None:
    """A click may come by another process than its search, which is then written by now or was
    none of ours.
    """
    await _searches.flush()
    wanted = {click["search_id"] for click in rows}
    found = await session.exec(select(LoggedQuery.id).where(col(LoggedQuery.id).in_(wanted)))
    known = set(found)
    kept = [click for click in rows if click["search_id"] in known]
    for start in range(0, len(kept), MOST_AT_ONCE):
        chunk = kept[start : start + MOST_AT_ONCE]
        await session.execute(insert(ClickedResult).values(chunk).on_conflict_do_nothing())


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


_searches, _clicks = Later(_write_searches), Later(_write_clicks)
