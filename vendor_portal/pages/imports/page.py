from typing import Any

import reflex as rx

from core.kernel.currencies import CURRENCIES
from core.ui.components.badge import badge
from core.ui.components.button import link_button
from core.ui.components.choice import select_field, switch
from core.ui.components.feedback import empty_state
from core.ui.components.file_drop import file_drop
from core.ui.components.layout import page_header, panel
from core.ui.components.link import outside_link, text_link
from core.ui.components.navigation import pagination
from core.ui.components.table import Column, cell, head_cell, table, table_row
from vendor_portal.components.states import desk_page
from vendor_portal.pages.imports.state import ImportsState

MAX_BYTES = 200 * 1024 * 1024
EXPORTS = (
    ("xlsx", "Excel workbook", "One sheet, ready for a spreadsheet."),
    ("csv", "EcoMarket CSV", "Every column of ours, in UTF-8."),
    ("shopify-csv", "Shopify CSV", "The columns that Shopify reads and writes."),
)


def imports_page() -> rx.Component:
    return desk_page(
        ImportsState,
        page_header(
            "Import and export",
            intro="Bring in a whole shop as one file, or take yours with you.",
        ),
        rx.el.div(
            rx.el.div(_upload(), class_name="min-w-0"),
            rx.el.div(_export(), class_name="min-w-0"),
            class_name="with-aside",
        ),
        rx.el.div(
            rx.cond(ImportsState.rows, _earlier(), _no_imports()),
            class_name="mt-6",
        ),
        current="/products/import",
    )


def _upload() -> rx.Component:
    return panel(
        rx.el.div(
            rx.el.p(
                "Shopify’s export, our own CSV, or XLSX. Nothing is written to your shop "
                "before you have seen the report and said yes.",
                class_name="text-muted",
            ),
            rx.el.div(
                select_field(
                    "Prices in the file are in",
                    "currency",
                    [(code, code) for code in CURRENCIES],
                    value=ImportsState.currency,
                    on_change=ImportsState.set_currency,
                ),
                switch(
                    "Publish what the file calls published",
                    checked=ImportsState.publishes,
                    on_change=ImportsState.set_publishes,
                ),
                class_name="form-grid items-end",
            ),
            file_drop(
                "Choose a product file",
                action=ImportsState.upload_action,
                on_uploaded=ImportsState.open_upload,
                accept=".csv,.tsv,.txt,.xlsx",
                max_bytes=MAX_BYTES,
                hint="CSV or XLSX, up to 200 MB.",
            ),
            outside_link("Download a template", href="/product-files/template.csv"),
            class_name="stack",
        ),
        title="Import",
    )


def _export() -> rx.Component:
    return panel(
        rx.el.ul(*[_format(*entry) for entry in EXPORTS], class_name="rows"),
        title="Export",
    )


def _format(slug: str, name: str, sentence: str) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(name),
            rx.el.p(sentence, class_name="text-small text-muted"),
            class_name="row-main",
        ),
        link_button(
            "Download",
            href=f"/product-files/export/{slug}?currency=" + ImportsState.currency.to(str),
            variant="secondary",
            size="small",
            icon_name="download",
            outside=True,
            aria_label=f"Download as {name}",
        ),
    )


def _earlier() -> rx.Component:
    return rx.el.div(
        panel(
            table(
                "Earlier imports",
                [
                    Column("File"),
                    Column("Status"),
                    Column("Started"),
                    Column("Size", numeric=True),
                ],
                rx.foreach(ImportsState.rows, _row),
            ),
            title="Earlier imports",
            flush=True,
        ),
        pagination(ImportsState.pager, label="Pages of imports"),
        class_name="stack",
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("File", text_link(row.filename, href=row.href)),
        cell("Status", badge(row.status, tone=row.tone, shape=row.shape)),
        cell("Started", row.started),
        cell("Size", row.progress, numeric=True),
    )


def _no_imports() -> rx.Component:
    return empty_state(
        "Bring your products in",
        "You have not imported a file yet. Each one is listed here with its report.",
        picture="shelf",
    )
