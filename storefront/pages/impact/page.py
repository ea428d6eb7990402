from typing import Any

import reflex as rx

from core.ui.components.kpi import kpi_tile
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.impact.state import ImpactState
from storefront.shell import frame

state = ImpactState


def impact_page() -> rx.Component:
    return frame(
        page_of(
            state,
            rx.el.div(
                page_header(
                    "What is measured, and what is not known",
                    intro="Every product page has the same table of eleven lines.",
                ),
                _evidence(),
                _completeness(),
                _limits(),
                class_name="page",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=state.load,
        )
    )


def _evidence() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Three kinds of evidence"),
        rx.el.ul(
            rx.el.li(
                rx.el.strong("Verified"),
                ": a document of somebody else says so. Kind, issuer, number and date stand "
                "beside the value. Only the market can set it; workshops cannot.",
            ),
            rx.el.li(
                rx.el.strong("Maker’s statement"),
                ": the workshop says so, on a date that is shown.",
            ),
            rx.el.li(
                rx.el.strong("No data"),
                ": nobody has told us. The line stays, so that you see what is missing.",
            ),
        ),
        rx.el.p(
            "What each line means, and what it may be read from: ",
            text_link("method ", state.method_version, href=state.method_href),
            ".",
        ),
        class_name="prose",
    )


def _completeness() -> rx.Component:
    rows = table(
        "Share of pieces by measure",
        (
            Column("Measure"),
            Column("Verified", numeric=True),
            Column("Maker’s statement", numeric=True),
            Column("No data", numeric=True),
        ),
        rx.foreach(state.rows, _row),
        compact=True,
    )
    return rx.el.section(
        rx.el.h2("What is known today"),
        rx.el.p(state.counted, class_name="text-muted"),
        rx.el.div(
            kpi_tile("Verified", state.verified),
            kpi_tile("Maker’s statement", state.stated),
            kpi_tile("No data", state.nothing),
            class_name="three-tiles",
        ),
        panel(rows, flush=True),
        class_name="stack mt-10",
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Measure", row.measure),
        cell("Verified", row.verified, numeric=True),
        cell("Maker’s statement", row.stated, numeric=True),
        cell("No data", row.nothing, numeric=True),
    )


def _limits() -> rx.Component:
    return rx.el.section(
        rx.el.h2("What we do not do"),
        rx.el.ul(
            rx.el.li("There is no score and no seal of ours."),
            rx.el.li("Offsets are not subtracted from carbon, and nothing is called neutral."),
            rx.el.li(
                "Words that claim much and prove nothing are pointed out to the person who "
                "checks a product before it appears."
            ),
            rx.el.li(
                "A figure that looks wrong can be ",
                text_link("reported", href="/report"),
                "; a person looks into it and answers.",
            ),
        ),
        rx.el.p(text_link("More in the help center", href="/help?q=impact")),
        class_name="prose mt-10",
    )
