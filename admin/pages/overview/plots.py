"""The charts of the overview: figures for the browser, and the same numbers as tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import plotly.graph_objects as go

from core.kernel.money import Money
from core.reporting.overview import Amounts, Funnel, Leader
from core.ui.components.plot import DASHES
from core.ui.format import day, money, number, percent, quantity

STEPS = {
    "visits": "Visits",
    "product_views": "Saw a product",
    "bags": "Filled a bag",
    "checkouts": "Went to checkout",
    "orders": "Ordered",
}


@dataclass(frozen=True, slots=True)
class PlotView:
    """``title`` states the finding; ``rows`` are the figure's numbers as texts."""

    title: str = ""
    summary: str = ""
    rows: list[list[str]] = field(default_factory=list[list[str]])


def revenue_plot(days: Sequence[tuple[date, Amounts]]) -> tuple[go.Figure, PlotView]:
    """One line a currency, over whole days."""
    currencies = sorted({currency for _, amounts in days for currency in amounts})
    totals: dict[str, Money] = {}
    figure = go.Figure()
    for currency, dash in zip(currencies, DASHES, strict=False):
        values = [amounts.get(currency, Money.zero(currency)) for _, amounts in days]
        totals[currency] = sum(values[1:], start=values[0])
        figure.add_scatter(
            x=[when.isoformat() for when, _ in days],
            y=[float(value.decimal) for value in values],
            name=currency,
            line={"dash": dash},
        )
    earned = " and ".join(money(amount) for amount in totals.values()) or "nothing"
    rows = [
        [day(when), *(money(amounts.get(c, Money.zero(c))) for c in ("EUR", "USD"))]
        for when, amounts in reversed(days)
    ]
    title = f"The last {len(days)} days brought {earned}"
    best = max(days, key=lambda row: _minor(row[1], "EUR"), default=None)
    summary = f"{title}. The best day in euros was {day(best[0])}." if best else title
    return figure, PlotView(title, summary, rows)


def hours_plot(hours: Sequence[tuple[datetime, int]]) -> tuple[go.Figure, PlotView]:
    figure = go.Figure(
        go.Bar(x=[when.isoformat() for when, _ in hours], y=[count for _, count in hours])
    )
    total = quantity(sum(count for _, count in hours), "order")
    busiest = max(hours, key=lambda row: row[1], default=None)
    title = f"{total} in the last 24 hours"
    summary = (
        f"{title}; most in the hour from {busiest[0]:%H:%M} UTC." if busiest else f"{title}."
    )
    rows = [[f"{when:%H:%M}", number(count)] for when, count in reversed(hours)]
    return figure, PlotView(title, summary, rows)


def funnel_plot(funnel: Funnel) -> tuple[go.Figure, PlotView]:
    counts = [getattr(funnel, step) for step in STEPS]
    names = list(STEPS.values())
    figure = go.Figure(go.Bar(x=counts, y=names, orientation="h"))
    figure.update_yaxes(autorange="reversed", automargin=True)
    bps = funnel.conversion_bps
    share = percent(bps) if bps is not None else "none"
    title = f"{share} of visits end in an order"
    rows = [[name, number(count)] for name, count in zip(names, counts, strict=True)]
    said = ", ".join(f"{name.lower()} {count}" for name, count in rows)
    return figure, PlotView(title, f"{title}: {said}.", rows)


@dataclass(frozen=True, slots=True)
class LeaderRow:
    name: str
    units: str
    revenue: str

    @classmethod
    def of(cls, leader: Leader) -> "LeaderRow":
        revenue = " + ".join(money(amount) for amount in leader.revenue.values())
        return cls(leader.name, number(leader.units), revenue)


def _minor(amounts: Amounts, currency: str) -> int:
    return amounts[currency].minor if currency in amounts else 0
