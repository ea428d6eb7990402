from typing import Any

import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.chart import bar_chart
from core.ui.components.feedback import empty_state
from core.ui.components.icon import icon
from core.ui.components.kpi import kpi_tile
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.dashboard.state import DashboardState

state = DashboardState


def dashboard_page() -> rx.Component:
    return desk_page(
        DashboardState,
        page_header("Overview"),
        rx.el.div(
            _to_do(),
            when(state.setup, _setup()),
            rx.cond(state.has_sales, _figures(), _no_sales()),
            class_name="stack",
        ),
        current="/",
    )


def _to_do() -> rx.Component:
    nothing = rx.el.p("Nothing waits for you.", class_name="text-muted")
    tasks = rx.el.ul(rx.foreach(state.tasks, _task), class_name="rows")
    return panel(
        rx.el.div(rx.cond(state.tasks, tasks, nothing), aria_live="polite"),
        title="To do",
        data_testid="to-do",
    )


def _task(task: Any) -> rx.Component:
    icons = rx.match(
        task.icon,
        ("inbox", icon("inbox")),
        ("package", icon("package")),
        ("truck", icon("truck")),
        ("pencil", icon("pencil")),
        icon("boxes"),
    )
    return rx.el.li(
        icons,
        rx.el.div(
            text_link(task.title, href=task.href),
            when(task.note, rx.el.p(task.note, class_name="text-small text-muted")),
            class_name="row-main",
        ),
        data_testid="task",
    )


def _setup() -> rx.Component:
    return panel(
        rx.el.ol(rx.foreach(state.setup, _step), class_name="rows"), title="Begin to sell"
    )


def _step(step: Any) -> rx.Component:
    done = rx.el.span(icon("circle_check"), "Done", class_name="cluster text-moss text-small")
    return rx.el.li(
        rx.el.div(text_link(step.title, href=step.href), class_name="row-main"),
        when(step.is_done, done),
    )


def _figures() -> rx.Component:
    sellers = panel(
        table(
            "Sells best",
            [Column("Product"), Column("Pieces", numeric=True), Column("Sales", numeric=True)],
            rx.foreach(state.sellers, _seller),
        ),
        title="Sells best, 30 days",
        flush=True,
    )
    return rx.fragment(
        rx.el.div(rx.foreach(state.tiles, _tile), class_name="tile-grid"),
        panel(bar_chart(state.chart, unit="Sales"), title="Sales by day"),
        when(state.sellers, sellers),
    )


def _tile(tile: Any) -> rx.Component:
    return kpi_tile(tile.label, tile.value, change=tile.change, path=tile.path)


def _seller(row: Any) -> rx.Component:
    return table_row(
        head_cell("Product", row.title),
        cell("Pieces", row.units, numeric=True),
        cell("Sales", row.revenue, numeric=True),
    )


def _no_sales() -> rx.Component:
    return empty_state(
        "Sell your first piece",
        "Your figures begin with the first order.",
        link_button("Show the products", href="/products"),
        picture="loom",
    )
