"""What a variant has cost, as the shop shows it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.offer_queries import lowest_before_reduction
from core.catalog.price_queries import changes_since
from core.kernel.clock import utc_now
from core.kernel.money import Money

DAYS = 90


@dataclass(frozen=True, slots=True)
class PriceStep:
    """A price from one moment to the next. ``until`` is None for the present one, ``price``
    while the variant was not sold in the currency.
    """

    began: datetime
    until: datetime | None
    price: Money | None


@dataclass(frozen=True, slots=True)
class PriceHistory:
    """Steps in order, without gaps, the first cut off at ``since``; no step follows another of
    the same price. Empty for a variant that had no price.
    """

    since: datetime
    currency: str
    steps: tuple[PriceStep, ...] = ()

    @property
    def current(self) -> Money | None:
        return self.steps[-1].price if self.steps else None

    @property
    def lowest(self) -> Money | None:
        return min((step.price for step in self.steps if step.price is not None), default=None)

    @property
    def highest(self) -> Money | None:
        return max((step.price for step in self.steps if step.price is not None), default=None)

    @property
    def has_changed(self) -> bool:
        return len(self.steps) > 1


async def price_history(
    session: AsyncSession, variant_id: UUID, currency: str, days: int = DAYS
) -> PriceHistory:
    return (await price_histories(session, [variant_id], currency, days))[variant_id]


async def price_histories(
    session: AsyncSession, variant_ids: Collection[UUID], currency: str, days: int = DAYS
) -> Mapping[UUID, PriceHistory]:
    """The last ``days`` of each variant; one statement however many there are."""
    since = utc_now() - timedelta(days=days)
    histories = dict.fromkeys(variant_ids, PriceHistory(since, currency))
    if not variant_ids:
        return histories
    changes = await changes_since(session, variant_ids, currency, since)
    for variant_id, rows in groupby(changes, key=lambda change: change[0]):
        points = [(began, minor) for _, began, minor in rows]
        histories[variant_id] = replace(
            histories[variant_id], steps=_steps(points, currency, since)
        )
    return histories


async def lowest_30_days(
    session: AsyncSession, variant_ids: Collection[UUID], currency: str
) -> Mapping[UUID, Money]:
    """For variants that are announced as reduced: the lowest price of the 30 days before the
    reduction began, as Directive 98/6/EC wants it beside the new one. One statement.
    """
    if not variant_ids:
        return {}
    return await lowest_before_reduction(session, variant_ids, currency)


def _steps(
    points: Iterable[tuple[datetime, int | None]], currency: str, since: datetime
) -> tuple[PriceStep, ...]:
    starts: list[tuple[datetime, int | None]] = []
    for began, minor in points:
        if not starts or starts[-1][1] != minor:
            starts.append((max(began, since), minor))
    if starts and starts[0][1] is None:  # nothing to show before the first price
        del starts[0]
    ends = [began for began, _ in starts[1:]]
    return tuple(
        PriceStep(began, until, None if minor is None else Money(minor, currency))
        for (began, minor), until in zip(starts, [*ends, None], strict=False)
    )
