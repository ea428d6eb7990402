from typing import Any

import reflex as rx

from admin.components.lists import view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.overview.sections import charts, leaders, ledger, work
from admin.pages.overview.state import OverviewState
from core.ui.components.feedback import banner, empty_state
from core.ui.components.kpi import kpi_tile
from core.ui.components.layout import page_header, panel
from core.ui.components.link import internal_link, text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def overview_page() -> rx.Component:
    return desk_page(
        OverviewState,
        page_header(
            "Overview",
            rx.el.p(
                "Data as of ",
                rx.el.span(OverviewState.as_of, class_name="tabular-nums"),
                class_name="text-small text-muted",
                data_testid="as-of",
            ),
        ),
        view_tabs("Time", OverviewState.ranges),
        rx.el.div(
            rx.foreach(OverviewState.tiles, _tile), class_name="kpi-grid my-4", aria_live="off"
        ),
        _books_state(),
        rx.el.div(
            rx.el.div(_orders(), class_name="min-w-0"),
            rx.el.div(work(), class_name="stack min-w-0"),
            class_name="desk-split my-4",
        ),
        charts(),
        leaders(),
        ledger(),
        current="/",
    )


def _tile(tile: Any) -> rx.Component:
    return internal_link(
        kpi_tile(tile.label, tile.value, change=tile.note),
        href=tile.href,
        class_name="tile-link",
        data_testid="tile",
    )


def _books_state() -> rx.Component:
    books = OverviewState.books
    good = banner("The books balance", books.sentence, tone="success")
    bad = banner(
        "The books do not add up",
        books.sentence,
        rx.foreach(books.findings, lambda line: rx.el.span(line, class_name="block")),
        tone="danger",
    )
    unknown = banner(
        "Nobody knows whether the books balance", "The proofs did not run.", tone="attention"
    )
    return rx.el.div(
        rx.cond(books.is_known, rx.cond(books.is_balanced, good, bad), unknown),
        data_testid="books",
    )


def _orders() -> rx.Component:
    rows = table(
        "Last orders",
        [
            Column("Order"),
            Column("Paid"),
            Column("To"),
            Column("Status"),
            Column("Total", numeric=True),
        ],
        rx.foreach(OverviewState.orders, _row),
    )
    nothing = empty_state(
        "Wait for the first order",
        "It appears here by itself, as soon as it is paid.",
        picture="ledger",
    )
    return panel(
        rx.el.p(
            OverviewState.news,
            role="status",
            class_name="text-small px-4 pb-2",
            data_testid="news",
        ),
        when(OverviewState.orders, rows, nothing),
        title="Last orders",
        actions=text_link("All orders", href="/orders"),
        flush=True,
        on_mouse_enter=OverviewState.hold,
        on_mouse_leave=OverviewState.let_go,
        on_focus=OverviewState.hold,
        on_blur=OverviewState.let_go,
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Order",
            rx.el.span(text_link(row.number, href=row.href), class_name="whitespace-nowrap"),
        ),
        cell("Paid", rx.el.span(row.when, class_name="whitespace-nowrap")),
        cell(
            "To",
            rx.el.div(row.country, rx.el.p(row.parts, class_name="text-tiny text-muted")),
        ),
        cell("Status", mark(row.mark)),
        cell("Total", row.total, numeric=True),
        key=row.number,
        data_testid="recent-order",
    )
