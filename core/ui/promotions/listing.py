"""Promotions in a table, and where one stands."""

from typing import Any

import reflex as rx

from core.promotions.models import PromotionStatus
from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.layout import panel, total_row, totals
from core.ui.components.link import text_link
from core.ui.components.navigation import pagination
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when

START = PromotionStatus.ACTIVE.value
PAUSE, END = PromotionStatus.PAUSED.value, PromotionStatus.ENDED.value


def promotions_table(state: Any, *, has_workshops: bool) -> rx.Component:
    names = ["Promotion", "Takes off", "Applies", "Status", "Uses", "Given", "Dates"]
    if has_workshops:
        names.insert(3, "Workshop")
    columns = [Column(name, numeric=name in {"Uses", "Given"}) for name in names]
    rows = rx.foreach(state.rows, lambda row: _row(row, has_workshops=has_workshops))
    return rx.el.div(
        panel(table("Promotions", columns, rows), flush=True),
        pagination(state.pager, label="Pages of promotions"),
        class_name="stack",
    )


def _row(row: Any, *, has_workshops: bool) -> rx.Component:
    cells = [
        head_cell(
            "Promotion",
            text_link(row.name, href="/promotions/" + row.id),
            rx.el.p(row.label, class_name="text-small text-muted"),
        ),
        cell("Takes off", row.benefit),
        cell("Applies", row.trigger),
        cell("Status", badge(row.status, tone=row.tone, shape=row.shape)),
        cell("Uses", row.uses, numeric=True),
        cell("Given", row.spent, numeric=True),
        cell("Dates", row.dates),
    ]
    if has_workshops:
        cells.insert(3, cell("Workshop", rx.cond(row.workshop, row.workshop, "The market")))
    return table_row(*cells, data_testid="promotion-row")


def standing(state: Any) -> rx.Component:
    """Status and use of a saved promotion, and what may be done with it."""
    shown = state.promotion
    saved = panel(
        totals(
            total_row("Status", badge(shown.status, tone=shown.tone, shape=shown.shape)),
            total_row("Takes off", shown.benefit),
            total_row("Uses", rx.el.span(shown.uses, data_testid="uses")),
            when(shown.spent, total_row("Given", shown.spent)),
            total_row("Dates", shown.dates),
        ),
        rx.el.div(
            when(state.moves.contains(START), _move(state, "Start", START, "primary")),
            when(state.moves.contains(PAUSE), _move(state, "Pause", PAUSE, "secondary")),
            when(state.moves.contains(END), _move(state, "End", END, "danger")),
            class_name="cluster mt-4",
        ),
        title="Where it stands",
    )
    return when(~state.is_new, saved)


def _move(state: Any, word: str, target: str, variant: Any) -> rx.Component:
    return button(
        word,
        variant=variant,
        size="small",
        on_click=state.move(target),
        data_testid=f"move-{target}",
    )
