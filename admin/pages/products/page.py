from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list, view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.products.state import ProductsState
from admin.pages.products.views import PATH
from core.ui.components.badge import filter_chip
from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.media import thumbnail
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def products_page() -> rx.Component:
    return desk_page(
        ProductsState,
        page_header("Products"),
        view_tabs("Views of products", ProductsState.tabs),
        filter_form("Title, handle or SKU", ProductsState),
        when(
            ProductsState.vendor,
            rx.el.p(
                filter_chip(
                    "Workshop: " + ProductsState.vendor,
                    remove_href=ProductsState.clear_vendor_href,
                ),
                class_name="mb-4",
            ),
        ),
        rx.cond(
            ProductsState.rows,
            result_list(_table(), ProductsState.pager, "Pages of products"),
            rx.cond(ProductsState.is_queue, _all_done(), nothing_matches("products", PATH)),
        ),
        current=PATH,
    )


def _table() -> rx.Component:
    return table(
        "Products",
        [
            Column("Product"),
            Column("Status"),
            Column("Workshop"),
            Column("Stock"),
            Column("Price", numeric=True),
        ],
        rx.foreach(ProductsState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Product",
            rx.el.div(
                thumbnail(row.image, size=44),
                rx.el.div(
                    text_link(row.title, href=row.href),
                    rx.el.p(row.category, class_name="text-tiny text-muted"),
                ),
                class_name="flex gap-3 items-center",
            ),
        ),
        cell(
            "Status",
            rx.el.div(mark(row.status), rx.el.p(row.since, class_name="text-tiny text-muted")),
        ),
        cell("Workshop", text_link(row.workshop, href=row.vendor_href)),
        cell("Stock", row.stock),
        cell("Price", row.price, numeric=True),
        data_testid="product-row",
    )


def _all_done() -> rx.Component:
    return empty_state(
        "Take a break: nothing waits",
        "Products of workshops that are moderated appear here, the longest wait first.",
        link_button("Show all products", href=PATH, variant="secondary"),
        picture="loom",
    )
