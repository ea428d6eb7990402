"""Taxes beside a total, for the browser."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

import reflex as rx

from core.taxes.summary import Charged, summed
from core.taxes.words import notes, rows_on_top
from core.ui.components.layout import total_row
from core.ui.format import money
from core.ui.values import when


@dataclass(frozen=True, slots=True)
class TaxRow:
    label: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class TaxView:
    """``rows`` are added to the sum, ``notes`` say what it contains and why no tax is due."""

    rows: list[TaxRow] = field(default_factory=list[TaxRow])
    notes: list[str] = field(default_factory=list[str])

    @classmethod
    def of(cls, charged: Iterable[Charged]) -> Self:
        sums = summed(charged)
        rows = [TaxRow(label, money(amount)) for label, amount in rows_on_top(sums)]
        return cls(rows, notes(sums, money))


def tax_rows(view: Any) -> rx.Component:
    return rx.foreach(view.rows, lambda row: total_row(row.label, row.amount))


def tax_notes(view: Any) -> rx.Component:
    return when(
        view.notes,
        rx.el.div(
            rx.foreach(
                view.notes, lambda note: rx.el.p(note, class_name="text-small text-muted")
            ),
            class_name="mt-2",
            data_testid="tax-notes",
        ),
    )
