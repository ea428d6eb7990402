"""What a variant has cost: a sentence always, a line and a table when it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

from core.catalog.price_history import PriceHistory, PriceStep
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.ui.charts import Chart, steps
from core.ui.format import day, money


@dataclass(frozen=True, slots=True)
class HistoryView:
    sentence: str = ""
    chart: Chart = field(default_factory=Chart)
    has_chart: bool = False

    @classmethod
    def of(cls, history: PriceHistory, now: datetime) -> Self:
        current, lowest, highest = history.current, history.lowest, history.highest
        if current is None or lowest is None or highest is None:
            return cls()
        if not history.has_changed:
            since = max(history.steps[0].began, history.since)
            return cls(f"{money(current)} since {day(since)}, without a change.")
        sentence = (
            f"Between {money(lowest)} and {money(highest)} since {day(history.since)}, "
            f"{money(current)} now."
        )
        return cls(sentence, _chart(history, sentence, now), has_chart=True)


def histories_of(
    found: Mapping[UUID, PriceHistory], variant_ids: Sequence[UUID]
) -> tuple[list[HistoryView], dict[UUID, int]]:
    """Each history once, and which one is a variant's: most variants cost the same."""
    views: list[HistoryView] = []
    places: dict[tuple[PriceStep, ...], int] = {}
    of: dict[UUID, int] = {}
    now = utc_now()
    for variant_id in variant_ids:
        history = found[variant_id]
        if history.steps not in places:
            places[history.steps] = len(views)
            views.append(HistoryView.of(history, now))
        of[variant_id] = places[history.steps]
    return views, of


def _chart(history: PriceHistory, summary: str, now: datetime) -> Chart:
    start = history.steps[0].began
    whole = (now - start).total_seconds() or 1.0

    def place(moment: datetime) -> float:
        return min(1.0, (moment - start).total_seconds() / whole)

    sold = [step for step in history.steps if step.price is not None]
    return steps(
        "Price",
        summary,
        [(place(step.began), float(step.price.decimal)) for step in sold if step.price],
        [(0.0, day(start)), (0.95, "today")],
        [(_span(step), money(step.price)) for step in sold if step.price],
        show=lambda value: _axis(value, history.currency),
    )


def _span(step: PriceStep) -> str:
    until = day(step.until) if step.until else "today"
    return f"{day(step.began)} – {until}"


def _axis(value: float, currency: str) -> str:
    return money(Money(round(value * 100), currency))
