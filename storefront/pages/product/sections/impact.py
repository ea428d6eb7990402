"""The facts of impact with their evidence. What is not known is shown as such."""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.layout import panel
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from storefront.pages.product.state import ProductState

product = ProductState.product


def impact_facts() -> rx.Component:
    return panel(
        rx.cond(product.impact.length() > 0, _table(), _nothing()),
        rx.el.p(
            "Verified: a document of somebody else says so. Maker’s statement: the workshop "
            "says so. No data: nobody has told us yet.",
            class_name="text-tiny text-muted mt-3",
        ),
        title="Impact facts",
        id="impact",
    )


def _table() -> rx.Component:
    columns = (Column("Measure"), Column("This piece", numeric=True), Column("Evidence"))
    return rx.fragment(
        rx.el.p(product.impact_summary, class_name="text-small text-muted mb-2"),
        table("Impact facts", columns, rx.foreach(product.impact, _row), compact=True),
    )


def _row(row: Any) -> rx.Component:
    tone = rx.match(
        row.evidence, ("Verified", "success"), ("Maker’s statement", "attention"), "neutral"
    )
    source = when(row.source, rx.el.p(row.source, class_name="text-tiny text-muted"))
    return table_row(
        head_cell("Measure", row.measure),
        cell("This piece", row.value, numeric=True),
        cell("Evidence", rx.el.div(badge(row.evidence, tone=tone), source)),
    )


def _nothing() -> rx.Component:
    return rx.el.p("No data: the workshop has not told us anything yet.")
