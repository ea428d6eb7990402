"""Which column of the file is what. A choice counts from the next check on."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.choice import select
from core.ui.components.feedback import banner
from core.ui.components.layout import panel
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from vendor_portal.pages.import_job.state import CATEGORY, COLUMN, ImportJobState
from vendor_portal.pages.import_job.views import CHOICES

unknown = ImportJobState.upload.report.unknown_categories


def columns(verb: str) -> rx.Component:
    return rx.el.form(
        when(ImportJobState.missing, _missing()),
        rx.foreach(ImportJobState.file_notes, lambda note: banner(note, tone="attention")),
        when(unknown, _categories()),
        panel(
            table(
                "Columns of the file",
                [Column("Column"), Column("Read as"), Column("First values")],
                rx.foreach(ImportJobState.columns, _column),
            ),
            title="Columns",
            flush=True,
        ),
        rx.el.div(
            button(
                verb,
                type="submit",
                pending=ImportJobState.busy == "check",
                pending_label="Starting…",
                data_testid="check-import",
            ),
            class_name="cluster",
        ),
        on_submit=ImportJobState.check,
        key=ImportJobState.revision,
        class_name="stack",
    )


def _missing() -> rx.Component:
    return banner(
        "Some columns are still missing",
        rx.el.span(
            "Say which column is: ",
            rx.foreach(ImportJobState.missing, lambda name: rx.el.strong(name, " ")),
        ),
        tone="danger",
    )


def _column(column: Any) -> rx.Component:
    return table_row(
        head_cell("Column", column.name),
        cell(
            "Read as",
            select(
                f"{COLUMN}{column.index}",
                CHOICES,
                default_value=column.choice,
                aria_label="What “" + column.name.to(str) + "” means",
            ),
        ),
        cell("First values", rx.el.span(column.samples, class_name="text-small text-muted")),
    )


def _categories() -> rx.Component:
    return panel(
        table(
            "Categories that the market does not have",
            [Column("In the file"), Column("Category of the market")],
            rx.foreach(unknown, _category),
        ),
        title="Categories that we do not know",
        flush=True,
    )


def _category(name: Any) -> rx.Component:
    return table_row(
        head_cell("In the file", name),
        cell(
            "Category of the market",
            select(
                f"{CATEGORY}{name}",
                ImportJobState.categories,
                default_value="",
                aria_label="Category for “" + name.to(str) + "”",
            ),
        ),
    )
