from typing import Any

import reflex as rx

from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.product.dialogs import APPROVE, ARCHIVE, PAUSE, REJECT, dialogs
from admin.pages.product.state import ProductState
from core.ui.components.button import button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import details, page_header, panel
from core.ui.components.link import text_link
from core.ui.components.media import media_image
from core.ui.components.navigation import breadcrumb
from core.ui.components.progress import timeline
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when

product = ProductState.product


def product_page() -> rx.Component:
    return desk_page(
        ProductState,
        breadcrumb([("Products", "/products")], product.title),
        page_header(
            product.title,
            _actions(),
            intro=rx.fragment("By ", text_link(product.workshop, href=product.vendor_href)),
        ),
        when(ProductState.panel == "", notes(ProductState)),
        _to_decide(),
        _generic(),
        rx.el.div(
            rx.el.div(_pictures(), _words(), _claims(), class_name="stack min-w-0"),
            rx.el.div(
                panel(details(product.facts), title="Facts"),
                _variants(),
                panel(timeline(product.history), title="What happened"),
                class_name="stack min-w-0",
            ),
            class_name="with-aside",
        ),
        dialogs(),
        current="/products",
        missing="There is no such product",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        mark(product.status, data_testid="product-status"),
        when(
            product.shop_href,
            link_button(
                "See it in the shop",
                href=product.shop_href,
                variant="secondary",
                size="small",
                outside=True,
                target="_blank",
            ),
        ),
        when(product.can_pause, _opens("Pause", PAUSE)),
        when(product.can_archive, _opens("Archive", ARCHIVE)),
        class_name="cluster",
    )


def _opens(label: str, panel_name: str) -> rx.Component:
    return button(
        label,
        variant="secondary",
        size="small",
        on_click=ProductState.open_panel(panel_name),
    )


def _to_decide() -> rx.Component:
    question = banner(
        "May this be shown in the shop?",
        when(product.missing, rx.fragment("It still lacks ", product.missing, ".")),
        tone="attention",
        action=rx.el.div(
            button("Approve", size="small", on_click=ProductState.open_panel(APPROVE)),
            _opens("Reject", REJECT),
            class_name="cluster",
        ),
    )
    return when(product.is_in_review, rx.el.div(question, class_name="mb-4"))


def _generic() -> rx.Component:
    found = banner(
        "Green words without evidence",
        rx.fragment(
            "The text says: ",
            rx.el.strong(product.generic),
            ". A claim like this needs proof, or has to go.",
        ),
        tone="attention",
    )
    shown = rx.el.div(found, class_name="mb-4", data_testid="generic-claims")
    return when(product.generic, shown)


def _pictures() -> rx.Component:
    shown = rx.el.ul(
        rx.foreach(product.images, lambda image: rx.el.li(media_image(image, sizes="200px"))),
        class_name="picture-strip",
    )
    nothing = rx.el.p("It has no picture.", class_name="text-muted")
    return panel(when(product.images, shown, nothing), title="Pictures")


def _words() -> rx.Component:
    return panel(
        when(product.summary, rx.el.p(rx.el.strong(product.summary))),
        rx.el.div(rx.html(product.description), class_name="prose mt-2"),
        when(
            product.features,
            rx.el.ul(rx.foreach(product.features, rx.el.li), class_name="prose"),
        ),
        title="What it says",
    )


def _variants() -> rx.Component:
    shown = table(
        "Variants",
        [
            Column("Variant"),
            Column("SKU"),
            Column("Price", numeric=True),
            Column("Stock", numeric=True),
        ],
        rx.foreach(product.variants, _variant),
        compact=True,
    )
    return panel(shown, title="Variants", flush=True)


def _variant(row: Any) -> rx.Component:
    return table_row(
        head_cell("Variant", row.name),
        cell("SKU", rx.el.code(row.sku)),
        cell("Price", row.prices, numeric=True),
        cell("Stock", row.stock, numeric=True),
    )


def _claims() -> rx.Component:
    shown = table(
        "What it claims",
        [Column("Measure"), Column("Says"), Column("Evidence")],
        rx.foreach(product.claims, _claim),
        compact=True,
    )
    nothing = rx.el.p("It claims nothing about its impact.", class_name="text-muted p-4")
    return panel(when(product.claims, shown, nothing), title="What it claims", flush=True)


def _claim(row: Any) -> rx.Component:
    return table_row(
        head_cell("Measure", row.measure),
        cell("Says", row.value),
        cell(
            "Evidence",
            rx.el.div(
                mark(row.evidence), rx.el.p(row.source, class_name="text-tiny text-muted")
            ),
        ),
    )
