"""What a dry run found, or what a run did: sums, sentences by row, products."""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import link_button
from core.ui.components.layout import panel
from core.ui.components.menu import disclosure
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from vendor_portal.pages.import_job.state import ImportJobState


def report(view: Any) -> rx.Component:
    return rx.el.div(
        panel(
            rx.el.dl(rx.foreach(view.sums, _sum), class_name="sums"),
            rx.el.ul(
                rx.foreach(view.notes, rx.el.li),
                class_name="plain-list mt-4",
            ),
            title="Report",
            actions=link_button(
                "Download",
                href=ImportJobState.upload.report_href,
                variant="secondary",
                size="small",
                icon_name="download",
                outside=True,
            ),
        ),
        when(view.issues, _issues(view)),
        when(view.products, _products(view)),
        when(ImportJobState.pictures, _pictures()),
        class_name="stack",
        data_testid="import-report",
    )


def _sum(pair: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(pair[0]), rx.el.dd(pair[1]))


def _issues(view: Any) -> rx.Component:
    return panel(
        table(
            "Messages by row",
            [
                Column("Row"),
                Column("Kind"),
                Column("Message"),
                Column("Column"),
                Column("Product"),
            ],
            rx.foreach(view.issues, _issue),
            compact=True,
        ),
        _more(view.more_issues),
        title="Messages by row",
        flush=True,
    )


def _issue(issue: Any) -> rx.Component:
    return table_row(
        head_cell("Row", rx.el.span("Row ", class_name="sm:hidden"), issue.row),
        cell("Kind", badge(issue.word, tone=issue.tone, shape=issue.shape)),
        cell("Message", issue.message),
        cell("Column", issue.column),
        cell("Product", issue.handle),
        data_testid="import-issue",
    )


def _products(view: Any) -> rx.Component:
    return disclosure(
        "Product by product",
        table(
            "Product by product",
            [Column("Rows"), Column("Product"), Column("Result")],
            rx.foreach(view.products, _product),
            compact=True,
        ),
        _more(view.more_products),
    )


def _product(line: Any) -> rx.Component:
    return table_row(
        head_cell("Rows", line.row),
        cell("Product", line.handle),
        cell("Result", badge(line.word, tone=line.tone, shape=line.shape)),
    )


def _pictures() -> rx.Component:
    return panel(
        table(
            "Pictures that could not be fetched",
            [Column("Product"), Column("Address"), Column("Reason")],
            rx.foreach(ImportJobState.pictures, _picture),
            compact=True,
        ),
        title="Pictures that could not be fetched",
        flush=True,
    )


def _picture(picture: Any) -> rx.Component:
    return table_row(
        head_cell("Product", picture.handle),
        cell("Address", rx.el.span(picture.address, class_name="break-all text-small")),
        cell("Reason", picture.reason),
    )


def _more(sentence: Any) -> rx.Component:
    return when(sentence, rx.el.p(sentence, class_name="text-small text-muted p-4"))
