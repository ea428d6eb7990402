"""How much is known about the pieces on sale: counted, never claimed."""

import json
from dataclasses import dataclass
from datetime import datetime

from redis.exceptions import RedisError
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.impact import MEASURES
from core.content.impact_queries import count_evidence
from core.db.cache import cache
from core.kernel.clock import utc_now

KEY = "impact:completeness"
FRESH_S = 300


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the table over all pieces."""

    key: str
    label: str
    verified: int
    stated: int


@dataclass(frozen=True, slots=True)
class Completeness:
    products: int
    lines: tuple[Known, ...]
    counted_at: datetime

    @property
    def cells(self) -> int:
        return self.products * len(self.lines)

    @property
    def verified(self) -> int:
        return sum(line.verified for line in self.lines)

    @property
    def stated(self) -> int:
        return sum(line.stated for line in self.lines)


async def completeness(session: AsyncSession) -> Completeness:
    """Counted in the database, at most every five minutes: it reads every product."""
    kept = await _remembered()
    if kept is not None:
        return kept
    counted = await count_completeness(session)
    await _remember(counted)
    return counted


async def count_completeness(session: AsyncSession) -> Completeness:
    rows = await count_evidence(session)
    found = {row["measure"]: (int(row["verified"]), int(row["stated"])) for row in rows}
    lines = tuple(
        Known(measure.key, measure.label, *found.get(measure.key, (0, 0)))
        for measure in MEASURES
    )
    return Completeness(int(rows[0]["products"]), lines, utc_now())


async def _remembered() -> Completeness | None:
    try:
        kept = await cache().get(KEY)
    except (RedisError, OSError):
        return None
    if kept is None:
        return None
    found = json.loads(kept)
    lines = tuple(Known(*line) for line in found["lines"])
    return Completeness(found["products"], lines, datetime.fromisoformat(found["at"]))


async def _remember(counted: Completeness) -> None:
    lines = [(line.key, line.label, line.verified, line.stated) for line in counted.lines]
    kept = {"products": counted.products, "lines": lines, "at": counted.counted_at.isoformat()}
    try:
        await cache().set(KEY, json.dumps(kept), ex=FRESH_S)
    except (RedisError, OSError):
        return
