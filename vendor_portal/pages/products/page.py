from typing import Any

import reflex as rx

from core.ui.components.badge import badge, toggle_chip
from core.ui.components.button import button, link_button
from core.ui.components.choice import select
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner, empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import pagination, tab, tabs
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import search_field
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.products.state import PICK, ProductsState

SORTS = [("updated", "Last changed"), ("title", "Title"), ("newest", "Newest")]
DEEDS = [
    ("", "With the ticked products…"),
    ("publish", "Publish"),
    ("pause", "Pause"),
    ("archive", "Archive"),
]


def products_page() -> rx.Component:
    return desk_page(
        ProductsState,
        page_header(
            "Products",
            link_button("Import", href="/products/import", variant="secondary", size="small"),
            link_button("Add a product", href="/products/new", size="small", icon_name="plus"),
        ),
        notes(ProductsState),
        when(ProductsState.problems, _problems()),
        tabs("Views of products", rx.foreach(ProductsState.tabs, _tab)),
        _filters(),
        rx.cond(ProductsState.rows, _list(), _empty()),
        current="/products",
    )


def _tab(view: Any) -> rx.Component:
    return tab(view.label, href=view.href, is_current=view.is_current, count=view.count)


def _problems() -> rx.Component:
    return banner(
        "Some were not changed",
        rx.foreach(ProductsState.problems, _sentence),
        tone="attention",
        live=True,
    )


def _sentence(text: Any) -> rx.Component:
    return rx.el.span(text, class_name="block")


def _filters() -> rx.Component:
    return rx.el.div(
        rx.el.form(
            search_field("Title, handle or SKU", default_value=ProductsState.q),
            on_submit=ProductsState.search,
            role="search",
            key=ProductsState.q,
            class_name="desk-filter",
        ),
        rx.el.div(
            toggle_chip("Low stock", href=ProductsState.low_href, is_on=ProductsState.is_low),
            select(
                "sort",
                SORTS,
                value=ProductsState.sort,
                on_change=ProductsState.set_sort,
                aria_label="Sort by",
            ),
            class_name="cluster",
        ),
        class_name="spread my-4",
    )


def _list() -> rx.Component:
    return rx.el.form(
        panel(
            table(
                "Products",
                [
                    Column("Pick", hidden=True),
                    Column("Product"),
                    Column("Status"),
                    Column("Stock", numeric=True),
                    Column("Price", numeric=True),
                    Column("Changed"),
                ],
                rx.foreach(ProductsState.rows, _row),
            ),
            flush=True,
        ),
        rx.el.div(
            select("deed", DEEDS, default_value="", aria_label="What to do"),
            button(
                "Apply",
                type="submit",
                variant="secondary",
                size="small",
                pending=ProductsState.busy == "apply_to_picked",
                pending_label="Working…",
            ),
            class_name="cluster",
        ),
        pagination(ProductsState.pager, label="Pages of products"),
        on_submit=ProductsState.apply_to_picked,
        key=ProductsState.revision,
        class_name="stack",
    )


def _row(row: Any) -> rx.Component:
    name = rx.el.div(
        thumbnail(row.image, "", size=48),
        rx.el.div(
            text_link(row.title, href=row.href),
            rx.el.p(row.kind, class_name="text-tiny text-muted"),
        ),
        class_name="flex items-center gap-3",
    )
    return table_row(
        cell(
            "Pick",
            rx.el.input(
                type="checkbox",
                name=f"{PICK}{row.id}",
                aria_label="Pick " + row.title,
                class_name="tick",
            ),
        ),
        head_cell("Product", name),
        cell("Status", badge(row.status, tone=row.tone, shape=row.shape)),
        cell(
            "Stock",
            rx.el.span(row.stock),
            when(row.is_low, rx.el.span(" ", badge("Low", tone="attention"))),
            numeric=True,
        ),
        cell("Price", row.price, numeric=True),
        cell("Changed", row.changed),
        key=row.id,
        data_testid="product-row",
    )


def _empty() -> rx.Component:
    first = empty_state(
        "Add your first piece",
        "Enter one by hand, or bring in a whole shop as a file.",
        link_button("Add a product", href="/products/new"),
        link_button("Import a file", href="/products/import", variant="secondary"),
        picture="shelf",
    )
    none = empty_state(
        "Look at all products",
        "None fits what you chose here.",
        link_button("Show all products", href="/products", variant="secondary"),
        picture="shelf",
    )
    is_narrowed = (ProductsState.q != "") | (ProductsState.view != "all") | ProductsState.is_low
    return rx.cond(is_narrowed, none, first)  # pyright: ignore[reportReturnType]
