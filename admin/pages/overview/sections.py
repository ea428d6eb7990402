"""The lower parts of the overview: what waits, the charts, who leads, the accounts."""

from typing import Any

import reflex as rx

from admin.pages.overview.state import ChartsState, OverviewState
from core.ui.components.feedback import error_state
from core.ui.components.layout import panel
from core.ui.components.link import text_link
from core.ui.components.menu import disclosure
from core.ui.components.plot import plot
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def work() -> rx.Component:
    broken = error_state("This did not load", "The rest of the page is up to date.")
    queues = table(
        "Queues of jobs",
        [
            Column("Queue"),
            Column("Waiting", numeric=True),
            Column("Running", numeric=True),
            Column("Failed", numeric=True),
        ],
        rx.foreach(OverviewState.queues, _queue),
        compact=True,
    )
    idle = rx.el.p("No job waits, runs or has failed.", class_name="text-muted p-4")
    return rx.fragment(
        panel(
            when(
                OverviewState.todo,
                rx.el.ul(rx.foreach(OverviewState.todo, _waiting), class_name="rows"),
                broken,
            ),
            title="Waits for a person",
        ),
        panel(
            when(OverviewState.queues, queues, idle),
            title="Queues of jobs",
            flush=True,
        ),
    )


def charts() -> rx.Component:
    state = ChartsState
    return rx.el.div(
        rx.el.div(
            _chart(state.revenue, state.revenue_figure, ("Day", "Euros", "Dollars")),
            class_name="col-span-full min-w-0",
        ),
        _chart(state.hours, state.hours_figure, ("Hour", "Orders")),
        _chart(state.steps, state.steps_figure, ("Step", "Visitors")),
        class_name="chart-grid",
    )


def leaders() -> rx.Component:
    return rx.el.div(
        _leaders("Products that sold most", "Pieces", ChartsState.products),
        _leaders("Workshops that sold most", "Orders", ChartsState.workshops),
        class_name="chart-grid mt-4",
    )


def ledger() -> rx.Component:
    return when(
        OverviewState.books.is_known,
        disclosure(
            "Accounts of the market",
            table(
                "Trial balance",
                [
                    Column("Account"),
                    Column("Currency"),
                    Column("Debit", numeric=True),
                    Column("Credit", numeric=True),
                ],
                rx.foreach(OverviewState.books.rows, _account),
                compact=True,
            ),
        ),
    )


def _chart(view: Any, figure: Any, columns: tuple[str, ...]) -> rx.Component:
    shown = plot(view.title, figure, summary=view.summary, columns=columns, rows=view.rows)
    return when(view.title, panel(shown))


def _leaders(title: str, unit: str, rows: Any) -> rx.Component:
    shown = table(
        title,
        [Column("Name"), Column(unit, numeric=True), Column("Revenue", numeric=True)],
        rx.foreach(rows, lambda row: _leader(row, unit)),
        compact=True,
    )
    nothing = rx.el.p("Nothing was sold in this time.", class_name="text-muted p-4")
    return panel(when(rows, shown, nothing), title=title, flush=True)


def _leader(row: Any, unit: str) -> rx.Component:
    return table_row(
        head_cell("Name", row.name),
        cell(unit, row.units, numeric=True),
        cell("Revenue", row.revenue, numeric=True),
    )


def _waiting(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(text_link(row.label, href=row.href), class_name="row-main"),
        rx.el.span(row.count, class_name=rx.cond(row.is_urgent, "count", "count count-quiet")),
    )


def _queue(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Queue",
            rx.el.div(
                text_link(row.name, href=row.href),
                rx.el.p(row.oldest, class_name="text-tiny text-muted"),
            ),
        ),
        cell("Waiting", row.waiting, numeric=True),
        cell("Running", row.running, numeric=True),
        cell("Failed", row.failed, numeric=True),
    )


def _account(row: Any) -> rx.Component:
    return table_row(
        head_cell("Account", row[0]),
        cell("Currency", row[1]),
        cell("Debit", row[2], numeric=True),
        cell("Credit", row[3], numeric=True),
    )
