"""What operators see first: how the shop does now, and what needs a hand.

Every figure is read from the rows of the shop when it is asked for. Each function is a tile of
its own, so that one that fails does not take the others with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.principal import Principal
from core.reporting import queries
from core.reporting.period import Period, change_bps

HOURS = 24
DAYS = 30

Amounts = Mapping[str, Money]  # by currency: amounts of two currencies are never added up


@dataclass(frozen=True, slots=True)
class Sales:
    """Orders that were paid in a period; ``revenue`` is what buyers paid, refunds not taken
    off.
    """

    counts: Mapping[str, int]  # orders by currency
    revenue: Amounts

    @property
    def orders(self) -> int:
        return sum(self.counts.values())

    @property
    def average(self) -> Amounts:
        """The value of an average order."""
        return {
            currency: amount.scale(1, self.counts[currency])
            for currency, amount in self.revenue.items()
        }


@dataclass(frozen=True, slots=True)
class SalesCompared:
    now: Sales
    before: Sales

    @property
    def orders_change_bps(self) -> int | None:
        return change_bps(self.now.orders, self.before.orders)

    def revenue_change_bps(self, currency: str) -> int | None:
        zero = Money.zero(currency)
        now, before = (sales.revenue.get(currency, zero) for sales in (self.now, self.before))
        return change_bps(now.minor, before.minor)


@dataclass(frozen=True, slots=True)
class Funnel:
    """Visitors who got at least this far."""

    visits: int
    product_views: int
    bags: int
    checkouts: int
    orders: int

    @property
    def conversion_bps(self) -> int | None:
        return None if self.visits == 0 else round(self.orders * 10_000 / self.visits)


@dataclass(frozen=True, slots=True)
class Queue:
    """``oldest`` is how long the job that is due longest has been waiting."""

    name: str
    waiting: int
    running: int
    failed: int
    oldest: timedelta | None


@dataclass(frozen=True, slots=True)
class PaymentHealth:
    waiting: int
    unknown: int  # open beyond their deadline: the gateway has not told how they ended
    mismatched: int
    captured: int
    failed: int

    @property
    def success_bps(self) -> int | None:
        tried = self.captured + self.failed
        return None if tried == 0 else round(self.captured * 10_000 / tried)


@dataclass(frozen=True, slots=True)
class Refunds:
    count: int
    amounts: Amounts
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Leader:
    """A product or a workshop by what it sold."""

    slug: str
    name: str
    units: int
    revenue: Amounts


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for a person."""

    vendors_in_review: int
    products_in_review: int
    mails_failed: int
    parts_to_accept: int


@dataclass(frozen=True, slots=True)
class RecentOrder:
    number: str
    placed_at: datetime
    total: Money
    country: str
    parts: int
    status: str
    payment_status: str


async def sales(session: AsyncSession, caller: Principal, period: Period) -> SalesCompared:
    caller.require_staff()
    return SalesCompared(await _sales(session, period), await _sales(session, period.before))


async def orders_by_hour(
    session: AsyncSession, caller: Principal, now: datetime
) -> Sequence[tuple[datetime, int]]:
    """The last 24 hours, oldest first, hours without orders included."""
    caller.require_staff()
    rows = await queries.orders_by_hour(session, now - timedelta(hours=HOURS), now)
    return [(row["hour"], row["orders"]) for row in rows]


async def revenue_by_day(
    session: AsyncSession, caller: Principal, now: datetime
) -> Sequence[tuple[date, Amounts]]:
    """The last 30 days, oldest first, days without sales included."""
    caller.require_staff()
    rows = await queries.revenue_by_day(session, now.date() - timedelta(days=DAYS - 1), now)
    days: dict[date, dict[str, Money]] = {}
    for row in rows:
        amounts = days.setdefault(row["day"], {})
        if row["currency"] is not None:
            amounts[row["currency"]] = Money(int(row["minor"]), row["currency"])
    return list(days.items())


async def funnel(session: AsyncSession, caller: Principal, period: Period) -> Funnel:
    caller.require_staff()
    return Funnel(**(await queries.funnel(session, period.start, period.end)))


async def queues(session: AsyncSession, caller: Principal) -> list[Queue]:
    caller.require_staff()
    return [Queue(**row) for row in await queries.queues(session)]


async def payment_health(
    session: AsyncSession, caller: Principal, period: Period
) -> PaymentHealth:
    caller.require_staff()
    row = await queries.payment_health(session, period.start, period.end)
    return PaymentHealth(**row)


async def refunds(session: AsyncSession, caller: Principal, period: Period) -> Refunds:
    caller.require_staff()
    found = await queries.refunds(session, period.start, period.end)
    return Refunds(
        count=sum(row["count"] for row in found),
        amounts={
            row["currency"]: Money(int(row["minor"]), row["currency"])
            for row in found
            if row["count"]
        },
        waiting=sum(row["waiting"] for row in found),
        failed=sum(row["failed"] for row in found),
    )


async def top_products(
    session: AsyncSession, caller: Principal, period: Period, *, limit: int = 8
) -> list[Leader]:
    caller.require_staff()
    return _leaders(await queries.top_products(session, period.start, period.end, limit))


async def top_vendors(
    session: AsyncSession, caller: Principal, period: Period, *, limit: int = 8
) -> list[Leader]:
    caller.require_staff()
    return _leaders(await queries.top_vendors(session, period.start, period.end, limit))


async def backlog(session: AsyncSession, caller: Principal) -> Backlog:
    caller.require_staff()
    return Backlog(**(await queries.backlog(session)))


async def recent_orders(
    session: AsyncSession, caller: Principal, *, limit: int = 20
) -> list[RecentOrder]:
    caller.require_staff()
    return [
        RecentOrder(
            number=row["number"],
            placed_at=row["placed_at"],
            total=Money(row["total_minor"], row["currency"]),
            country=row["country"],
            parts=row["parts"],
            status=row["status"],
            payment_status=row["payment_status"],
        )
        for row in await queries.recent_orders(session, limit)
    ]


async def _sales(session: AsyncSession, period: Period) -> Sales:
    found = await queries.sales(session, period.start, period.end)
    return Sales(
        {row["currency"]: row["orders"] for row in found},
        {row["currency"]: Money(int(row["minor"]), row["currency"]) for row in found},
    )


def _leaders(found: queries.Found) -> list[Leader]:
    """One row a currency becomes one leader with its amounts."""
    leaders: dict[str, tuple[str, int, dict[str, Money]]] = {}
    for row in found:
        _, _, amounts = leaders.setdefault(row["slug"], (row["name"], int(row["units"]), {}))
        amounts[row["currency"]] = Money(int(row["minor"]), row["currency"])
    return [Leader(slug, name, units, sums) for slug, (name, units, sums) in leaders.items()]
