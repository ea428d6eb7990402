"""The first row of the overview: one figure a tile, each with the list behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from core.kernel.money import Money
from core.reporting.overview import Funnel, PaymentHealth, Refunds, SalesCompared
from core.ui.format import change, money, number, percent, quantity

UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: str
    note: str
    href: str

    @classmethod
    def broken(cls, label: str) -> Self:
        return cls(label, UNKNOWN, "This figure did not load.", "/")


def sales_tiles(sales: SalesCompared | None, compared: str, query: str) -> list[Tile]:
    href = f"/orders{query}"
    if sales is None:
        return [Tile.broken(label) for label in ("Orders", "Revenue", "Average order")]
    return [
        Tile(
            "Orders",
            number(sales.now.orders),
            _moved(change(sales.now.orders, sales.before.orders), compared),
            href,
        ),
        *_revenue(sales, compared, href),
        _average(sales.now.average, href),
    ]


def conversion_tile(funnel: Funnel | None) -> Tile:
    if funnel is None:
        return Tile.broken("Conversion")
    bps = funnel.conversion_bps
    visits = quantity(funnel.visits, "visit")
    return Tile("Conversion", UNKNOWN if bps is None else percent(bps), f"of {visits}", "/")


def refunds_tile(refunds: Refunds | None, query: str) -> Tile:
    if refunds is None:
        return Tile.broken("Refunds")
    notes = [quantity(refunds.count, "refund")]
    if refunds.waiting:
        notes.append(f"{refunds.waiting} on their way")
    if refunds.failed:
        notes.append(f"▲ {refunds.failed} failed")
    joint = "&" if query else "?"
    href = f"/orders{query}{joint}payment=partially_refunded"
    return Tile("Refunded", _amounts(refunds.amounts), ", ".join(notes), href)


def payments_tile(health: PaymentHealth | None, query: str) -> Tile:
    if health is None:
        return Tile.broken("Payments that succeed")
    notes = [f"{number(health.captured)} of {number(health.captured + health.failed)}"]
    if health.waiting:
        notes.append(f"{health.waiting} with the buyer")
    if health.unknown:
        notes.append(f"▲ {health.unknown} unknown")
    if health.mismatched:
        notes.append(f"▲ {health.mismatched} do not match")
    bps = health.success_bps
    value = UNKNOWN if bps is None else percent(bps)
    return Tile("Payments that succeed", value, ", ".join(notes), f"/orders{query}")


def _revenue(sales: SalesCompared, compared: str, href: str) -> list[Tile]:
    """A tile for each currency: amounts of two are never added up."""
    currencies = sorted({*sales.now.revenue, *sales.before.revenue}) or ["EUR"]
    tiles: list[Tile] = []
    for currency in currencies:
        zero = Money.zero(currency)
        now = sales.now.revenue.get(currency, zero)
        before = sales.before.revenue.get(currency, zero)
        note = _moved(change(now.minor, before.minor), compared)
        tiles.append(Tile(f"Revenue in {currency}", money(now), note, href))
    return tiles


def _average(average: Mapping[str, Money], href: str) -> Tile:
    others = [money(amount) for currency, amount in average.items() if currency != "EUR"]
    main = average.get("EUR") or next(iter(average.values()), None)
    return Tile(
        "Average order",
        money(main) if main else UNKNOWN,
        f"in dollars {others[0]}" if main and others and "EUR" in average else "",
        href,
    )


def _amounts(amounts: Mapping[str, Money]) -> str:
    return " + ".join(money(amount) for amount in amounts.values()) or money(Money.zero("EUR"))


def _moved(words: str, compared: str) -> str:
    if not words:
        return "Nothing to compare with"
    return f"{words} {compared}"
