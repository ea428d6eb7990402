"""What a workshop sees first: what is to do today, how it sells, what it is owed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.principal import Principal
from core.ledger import queries as ledger
from core.ledger.models import AccountKind
from core.reporting import vendor_queries as queries
from core.reporting.period import change_bps

DAYS = 30
Amounts = Mapping[str, Money]  # by currency


@dataclass(frozen=True, slots=True)
class ToDo:
    """``accept_by`` is when the first order not yet accepted is lost."""

    to_accept: int
    accept_by: datetime | None
    to_pack: int
    to_hand_over: int
    low_stock: int
    rejected_products: int
    products_in_review: int


@dataclass(frozen=True, slots=True)
class Setup:
    """What a new workshop still has to do before it can sell."""

    has_story: bool
    has_rates: bool
    has_products: bool
    has_published: bool

    @property
    def is_complete(self) -> bool:
        return self.has_story and self.has_rates and self.has_products and self.has_published


@dataclass(frozen=True, slots=True)
class VendorSales:
    """The last 30 days beside the 30 before; ``days`` has each day, oldest first."""

    orders: int
    orders_before: int
    units: int
    revenue: Amounts
    revenue_before: Amounts
    days: Sequence[tuple[date, Amounts]]

    @property
    def orders_change_bps(self) -> int | None:
        return change_bps(self.orders, self.orders_before)


@dataclass(frozen=True, slots=True)
class VendorBalance:
    """From the ledger: ``pending`` until the buyers' window is over, then ``available``."""

    pending: Amounts
    available: Amounts
    next_release: datetime | None


@dataclass(frozen=True, slots=True)
class BestSeller:
    slug: str
    title: str
    units: int
    revenue: Amounts


async def to_do(session: AsyncSession, caller: Principal) -> ToDo:
    return ToDo(**(await queries.to_do(session, caller.require_vendor())))


async def setup(session: AsyncSession, caller: Principal) -> Setup:
    return Setup(**(await queries.setup(session, caller.require_vendor())))


async def sales(session: AsyncSession, caller: Principal, now: datetime) -> VendorSales:
    """Paid parts of orders with their delivery, by the day of payment (UTC)."""
    vendor_id = caller.require_vendor()
    first = now.date() - timedelta(days=DAYS - 1)
    days: dict[date, dict[str, Money]] = {first + timedelta(days=n): {} for n in range(DAYS)}
    revenue: dict[str, Money] = {}
    before: dict[str, Money] = {}
    orders = orders_before = units = 0
    for row in await queries.sales(session, vendor_id, first - timedelta(days=DAYS)):
        amount, is_now = Money(int(row["minor"]), row["currency"]), row["day"] >= first
        kept = revenue if is_now else before
        kept[row["currency"]] = kept.get(row["currency"], amount * 0) + amount
        if is_now:
            days[row["day"]][row["currency"]] = amount
            orders, units = orders + row["orders"], units + int(row["units"])
        else:
            orders_before += row["orders"]
    return VendorSales(orders, orders_before, units, revenue, before, list(days.items()))


async def balance(session: AsyncSession, caller: Principal) -> VendorBalance:
    vendor_id = caller.require_vendor()
    owed = await ledger.vendor_balances(session, vendor_id)
    return VendorBalance(
        _of_kind(owed, AccountKind.VENDOR_PENDING),
        _of_kind(owed, AccountKind.VENDOR_AVAILABLE),
        await ledger.next_release(session, vendor_id),
    )


async def best_sellers(
    session: AsyncSession, caller: Principal, now: datetime, *, limit: int = 5
) -> list[BestSeller]:
    rows = await queries.best_sellers(
        session, caller.require_vendor(), now - timedelta(days=DAYS), limit
    )
    found: dict[str, BestSeller] = {}
    for row in rows:
        amounts = {**(found[row["slug"]].revenue if row["slug"] in found else {})}
        amounts[row["currency"]] = Money(int(row["minor"]), row["currency"])
        found[row["slug"]] = BestSeller(row["slug"], row["title"], int(row["units"]), amounts)
    return list(found.values())


def _of_kind(owed: Mapping[tuple[AccountKind, str], Money], kind: AccountKind) -> Amounts:
    return {currency: money for (found, currency), money in owed.items() if found is kind}
