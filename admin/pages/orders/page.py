from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list, view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page, news
from admin.pages.orders.state import OrdersState
from admin.pages.orders.views import PATH, PAYMENTS
from core.ui.components.button import link_button
from core.ui.components.choice import select_field
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import text_field


def orders_page() -> rx.Component:
    return desk_page(
        OrdersState,
        page_header("Orders", _export()),
        view_tabs("Views of orders", OrdersState.tabs),
        filter_form("Number, e-mail or name", OrdersState, *_filters()),
        news(OrdersState.news, OrdersState.load),
        rx.cond(
            OrdersState.rows,
            result_list(_table(), OrdersState.pager, "Pages of orders"),
            _empty(),
        ),
        current=PATH,
    )


def _export() -> rx.Component:
    return link_button(
        "Download as CSV",
        href=OrdersState.export_href,
        variant="secondary",
        size="small",
        icon_name="download",
        outside=True,
        download="orders.csv",
    )


def _filters() -> tuple[rx.Component, ...]:
    return (
        select_field("Payment", "payment", PAYMENTS, default_value=OrdersState.payment),
        text_field("From", "from", type="date", default_value=OrdersState.first),
        text_field("To", "to", type="date", default_value=OrdersState.last),
    )


def _table() -> rx.Component:
    return table(
        "Orders",
        [
            Column("Order"),
            Column("Placed"),
            Column("Buyer"),
            Column("Status"),
            Column("Payment"),
            Column("Delivery"),
            Column("Total", numeric=True),
        ],
        rx.foreach(OrdersState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Order", text_link(row.number, href=row.href)),
        cell("Placed", row.placed),
        cell(
            "Buyer",
            rx.el.div(row.buyer, rx.el.p(row.place, class_name="text-tiny text-muted")),
        ),
        cell("Status", mark(row.status)),
        cell("Payment", mark(row.payment)),
        cell("Delivery", mark(row.delivery)),
        cell("Total", row.total, numeric=True),
        data_testid="order-row",
    )


def _empty() -> rx.Component:
    none_yet = empty_state(
        "No orders yet",
        "The first order appears here as soon as somebody checks out.",
        picture="ledger",
    )
    return rx.cond(  # pyright: ignore[reportReturnType]
        OrdersState.is_filtered, nothing_matches("orders", PATH), none_yet
    )
