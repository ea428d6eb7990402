"""What a workshop sees first: what to do, how it sells, what it is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from core.kernel.money import Money
from core.reporting.vendor_dashboard import (
    BestSeller,
    Setup,
    ToDo,
    VendorBalance,
    VendorSales,
)
from core.ui.charts import Chart, bars, spark
from core.ui.format import ago, change, day, day_range, money, number, quantity

MAIN = "EUR"


@dataclass(frozen=True, slots=True)
class Task:
    title: str
    note: str
    href: str
    icon: str


@dataclass(frozen=True, slots=True)
class Tile:
    label: str
    value: str
    change: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class SetupStep:
    title: str
    href: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class SellerRow:
    title: str
    units: str
    revenue: str

    @classmethod
    def of(cls, found: BestSeller) -> Self:
        return cls(found.title, number(found.units), amounts(found.revenue))


def tasks_of(found: ToDo, now: datetime) -> list[Task]:
    """Only what there is to do, the most pressing first."""
    deadline = ago(found.accept_by, now=now) if found.accept_by else ""
    wanted = (
        (
            found.to_accept,
            quantity(found.to_accept, "order") + " to accept",
            f"The first one is lost {deadline}." if deadline else "",
            "/orders?view=new",
            "inbox",
        ),
        (
            found.to_pack,
            quantity(found.to_pack, "order") + " to pack",
            "",
            "/orders?view=to_pack",
            "package",
        ),
        (
            found.to_hand_over,
            quantity(found.to_hand_over, "order") + " with a packed parcel",
            "Tell us who carries it.",
            "/orders?view=to_pack",
            "truck",
        ),
        (
            found.rejected_products,
            quantity(found.rejected_products, "product") + " to change",
            "The market has written why.",
            "/products?status=changes",
            "pencil",
        ),
        (
            found.low_stock,
            quantity(found.low_stock, "variant") + " low in stock",
            "",
            "/inventory?low=1",
            "boxes",
        ),
    )
    return [Task(title, note, href, icon) for count, title, note, href, icon in wanted if count]


def setup_steps(found: Setup) -> list[SetupStep]:
    return [
        SetupStep("Tell your story", "/settings", found.has_story),
        SetupStep("Say what delivery costs", "/settings", found.has_rates),
        SetupStep("Add a product", "/products/new", found.has_products),
        SetupStep("Publish it", "/products?status=draft", found.has_published),
    ]


def tiles_of(sales: VendorSales, balance: VendorBalance) -> list[Tile]:
    currency = main_currency(sales)
    nothing = Money.zero(currency)
    revenue, before = sales.revenue.get(currency, nothing), sales.revenue_before.get(currency)
    by_day = [float(found.get(currency, nothing).decimal) for _, found in sales.days]
    release = balance.next_release
    return [
        Tile(
            "Sales, 30 days",
            amounts(sales.revenue) or money(nothing),
            _compared(float(revenue.minor), float(before.minor) if before else 0),
            spark(by_day),
        ),
        Tile("Orders", number(sales.orders), _compared(sales.orders, sales.orders_before)),
        Tile("Pieces sold", number(sales.units)),
        Tile("Available", amounts(balance.available) or money(nothing), "To be paid out"),
        Tile(
            "Pending",
            amounts(balance.pending) or money(nothing),
            f"Next release on {day(release)}" if release else "",
        ),
    ]


def sales_chart(sales: VendorSales) -> Chart:
    currency = main_currency(sales)
    nothing = Money.zero(currency)
    values = [float(found.get(currency, nothing).decimal) for _, found in sales.days]
    total = sales.revenue.get(currency, nothing)
    best = max(range(len(values)), key=values.__getitem__, default=0)
    title = (
        f"{money(total)} in 30 days, most on {day(sales.days[best][0])}"
        if total
        else "No sales in the last 30 days"
    )
    labels = [day_range(found, found) for found, _ in sales.days]
    return bars(title, labels, values, show=lambda value: _rounded(value, currency))


def main_currency(sales: VendorSales) -> str:
    """The one most is sold in."""
    return max(sales.revenue, key=lambda code: sales.revenue[code].minor, default=MAIN)


def amounts(found: Mapping[str, Money]) -> str:
    return " + ".join(money(found[currency]) for currency in sorted(found))


def _rounded(value: float, currency: str) -> str:
    """The axis of the chart: whole amounts."""
    return money(Money(round(value) * 100, currency)).removesuffix(".00")


def _compared(current: float, before: float) -> str:
    words = change(current, before)
    return f"{words} on the 30 days before" if words else ""
