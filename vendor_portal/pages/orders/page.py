from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner, empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import pagination, tab, tabs
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import search_field
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.orders.state import OrdersState


def orders_page() -> rx.Component:
    return desk_page(
        OrdersState,
        page_header("Orders"),
        tabs("Views of orders", rx.foreach(OrdersState.tabs, _tab)),
        rx.el.div(_search(), _changed(), class_name="spread my-4"),
        rx.cond(OrdersState.rows, _list(), _empty()),
        current="/orders",
    )


def _tab(view: Any) -> rx.Component:
    return tab(view.label, href=view.href, is_current=view.is_current, count=view.count)


def _search() -> rx.Component:
    return rx.el.form(
        search_field("Order number or buyer", default_value=OrdersState.q),
        on_submit=OrdersState.search,
        role="search",
        key=OrdersState.q,
        class_name="desk-filter",
    )


def _changed() -> rx.Component:
    notice = banner(
        "Something changed",
        action=button("Show", on_click=OrdersState.load, variant="secondary", size="small"),
    )
    return rx.el.div(when(OrdersState.has_changes, notice), role="status")


def _list() -> rx.Component:
    return rx.el.div(
        panel(
            table(
                "Orders",
                [
                    Column("Order"),
                    Column("Status"),
                    Column("Buyer"),
                    Column("Promised"),
                    Column("Placed"),
                    Column("Total", numeric=True),
                    Column("You earn", numeric=True),
                ],
                rx.foreach(OrdersState.rows, _row),
            ),
            flush=True,
        ),
        pagination(OrdersState.pager, label="Pages of orders"),
        class_name="stack",
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Order", text_link(row.number, href=row.href)),
        cell("Status", badge(row.status, tone=row.tone, shape=row.shape)),
        cell(
            "Buyer",
            rx.el.div(row.buyer, rx.el.p(row.place, class_name="text-tiny text-muted")),
        ),
        cell("Promised", row.promised),
        cell("Placed", row.placed),
        cell("Total", row.total, numeric=True),
        cell("You earn", row.net, numeric=True),
        data_testid="order-row",
    )


def _empty() -> rx.Component:
    nothing = empty_state(
        "Nothing waits here",
        "Orders of this kind appear by themselves as soon as there are any.",
        link_button("Show all orders", href="/orders", variant="secondary"),
        picture="box",
    )
    unmatched = empty_state(
        "Try another word",
        "No order has this number or buyer.",
        link_button("Show all orders", href="/orders", variant="secondary"),
        picture="shelf",
    )
    return rx.cond(OrdersState.q, unmatched, nothing)  # pyright: ignore[reportReturnType]
