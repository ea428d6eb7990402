from typing import Any

import reflex as rx

from core.ui.components.feedback import banner
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.impact_method.state import ImpactMethodState
from storefront.shell import frame

state = ImpactMethodState


def impact_method_page() -> rx.Component:
    return frame(
        page_of(
            state,
            rx.el.div(
                breadcrumb([("What is measured", "/impact")], state.title),
                rx.el.div(class_name="h-4"),
                page_header(state.title, intro=state.dated),
                when(~state.is_current, banner("A newer version is in use.")),
                _formula(),
                _lines(),
                _changes(),
                class_name="page",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is no such version", "Look at the one in use."),
            retry=state.load,
        )
    )


def _formula() -> rx.Component:
    return rx.el.section(
        rx.el.h2("What is computed"),
        rx.el.p("Two numbers stand above the table of a piece, and nothing else is computed:"),
        rx.el.ul(
            rx.el.li(
                rx.el.strong("data points"),
                " = lines that have a value and evidence of either kind; of all lines of the "
                "table",
            ),
            rx.el.li(
                rx.el.strong("verified"),
                " = those of them whose value somebody other than the maker confirms",
            ),
        ),
        rx.el.p(
            "A line without a value counts as “No data”. Values are "
            "shown as they were given: they are neither averaged nor rounded, and "
            "a range stays a range. Lines are not weighed against each other, so there is no "
            "score.",
        ),
        class_name="prose",
    )


def _lines() -> rx.Component:
    rows = table(
        "Lines of the table",
        (Column("Line"), Column("In"), Column("Meaning"), Column("Read from")),
        rx.foreach(state.lines, _line),
        compact=True,
    )
    return rx.el.section(
        rx.el.h2("Lines and sources", class_name="mb-4"),
        panel(rows, flush=True),
        class_name="mt-10",
    )


def _line(line: Any) -> rx.Component:
    return table_row(
        head_cell("Line", line.measure),
        cell("In", line.unit),
        cell("Meaning", line.meaning),
        cell("Read from", line.source),
    )


def _changes() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Changes"),
        rx.el.ul(
            rx.foreach(
                state.changes,
                lambda each: rx.el.li(
                    text_link(each.version, href=each.href),
                    rx.el.span(", ", each.day, ": ", each.change),
                ),
            )
        ),
        class_name="prose mt-10",
    )
