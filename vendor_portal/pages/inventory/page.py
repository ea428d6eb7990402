from typing import Any

import reflex as rx

from core.ui.components.badge import badge, toggle_chip
from core.ui.components.button import button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import pagination
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import search_field
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.inventory.state import InventoryState


def inventory_page() -> rx.Component:
    return desk_page(
        InventoryState,
        page_header(
            "Inventory",
            intro="On the shelf, less what is promised to orders, is what can be sold.",
        ),
        notes(InventoryState),
        _filters(),
        rx.cond(InventoryState.rows, _list(), _empty()),
        current="/inventory",
    )


def _filters() -> rx.Component:
    return rx.el.div(
        rx.el.form(
            search_field("Product or SKU", default_value=InventoryState.q),
            on_submit=InventoryState.search,
            role="search",
            key=InventoryState.q,
            class_name="desk-filter",
        ),
        toggle_chip("Low stock", href=InventoryState.low_href, is_on=InventoryState.is_low),
        class_name="spread my-4",
    )


def _list() -> rx.Component:
    return rx.el.div(
        panel(
            table(
                "Stock of every variant",
                [
                    Column("Variant"),
                    Column("Available", numeric=True),
                    Column("In checkout", numeric=True),
                    Column("Ordered", numeric=True),
                    Column("On the shelf and warning"),
                ],
                rx.foreach(InventoryState.rows, _row),
            ),
            flush=True,
        ),
        pagination(InventoryState.pager, label="Pages of the inventory"),
        class_name="stack",
    )


def _row(row: Any) -> rx.Component:
    name = rx.el.div(
        text_link(row.title, href=row.product_href),
        rx.el.p(row.options, class_name="text-small"),
        rx.el.p(row.sku, class_name="text-mono text-tiny text-muted"),
        text_link("Movements", href=row.href, aria_label="Movements of " + row.title),
        class_name="stack-tight items-start text-small",
    )
    return table_row(
        head_cell("Variant", name),
        cell(
            "Available",
            rx.cond(row.is_counted, row.available.to(str), "Not counted"),
            when(row.is_low, rx.el.span(" ", badge("Low", tone="attention"))),
            numeric=True,
        ),
        cell("In checkout", row.reserved, numeric=True),
        cell("Ordered", row.allocated, numeric=True),
        cell("On the shelf and warning", _form(row)),
        key=row.id,
        data_testid="stock-row",
    )


def _form(row: Any) -> rx.Component:
    """Keyed by what is stored: after a refusal the new count stands in the field."""
    return rx.el.form(
        rx.el.input(type="hidden", name="variant", value=row.id),
        rx.el.input(type="hidden", name="expected", value=row.on_hand),
        _count("units", "On the shelf: ", row, row.on_hand),
        _count("low_at", "Warn at: ", row, row.low_at),
        button("Save", type="submit", variant="secondary", size="small"),
        on_submit=InventoryState.set_stock,
        key=f"{row.id}:{row.on_hand}:{row.low_at}",
        class_name="stock-form",
    )


def _count(name: str, label: str, row: Any, value: Any) -> rx.Component:
    return rx.el.label(
        rx.el.span(label.rstrip(": "), class_name="text-tiny text-muted"),
        rx.el.input(
            type="number",
            input_mode="numeric",
            name=name,
            default_value=value,
            min=0,
            aria_label=label + row.title + " " + row.options,
            aria_invalid=rx.cond(InventoryState.wrong_row == row.id, "true", "false"),
            class_name="input input-count",
        ),
        class_name="stock-count",
    )


def _empty() -> rx.Component:
    nothing = empty_state(
        "Put something on the shelf",
        "Every variant of your products is listed here as soon as it has stock.",
        link_button("Show the products", href="/products"),
        picture="shelf",
    )
    none = empty_state(
        "Nothing runs low",
        "No variant fits what you chose here.",
        link_button("Show everything", href="/inventory", variant="secondary"),
        picture="shelf",
    )
    is_narrowed = (InventoryState.q != "") | InventoryState.is_low
    return rx.cond(is_narrowed, none, nothing)  # pyright: ignore[reportReturnType]
