from typing import Any

import reflex as rx

from core.ui.components.badge import toggle_chip
from core.ui.components.button import link_button
from core.ui.components.compare import compare_keep
from core.ui.components.feedback import banner, empty_state, loading, skeleton
from core.ui.components.icon import icon
from core.ui.components.layout import page_header
from core.ui.components.link import internal_link, text_link
from core.ui.components.maker import maker_line
from core.ui.components.media import media_image
from core.ui.components.navigation import breadcrumb
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.pages.compare.state import CompareState
from storefront.shell import frame


def compare_page() -> rx.Component:
    return frame(
        page_of(
            CompareState,
            rx.el.div(
                breadcrumb([("Home", "/")], "Compare"),
                rx.el.div(
                    page_header("Compare", intro="Up to four pieces, fact by fact."),
                    class_name="mt-4",
                ),
                when(
                    CompareState.gone, rx.el.div(banner(CompareState.gone), class_name="mb-4")
                ),
                rx.cond(CompareState.columns, _table(), _nothing()),
                compare_keep(CompareState.slugs),
                class_name="page",
            ),
            waiting=rx.el.div(
                loading(skeleton(class_name="h-64"), label="Loading pieces…"), class_name="page"
            ),
            missing=not_here("There is nothing here", "Choose pieces to compare."),
            retry=CompareState.load,
        )
    )


def _nothing() -> rx.Component:
    return empty_state(
        "Choose pieces first",
        "Tick “Compare” below two to four pieces in any list, then come back.",
        link_button("Look through the pieces", href="/search"),
        picture="shelf",
    )


def _table() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            toggle_chip(
                "Differences only", href=CompareState.other_href, is_on=CompareState.is_narrowed
            ),
            class_name="mb-4",
        ),
        rx.el.div(
            rx.el.table(
                rx.el.caption("Pieces side by side", class_name="visually-hidden"),
                rx.el.thead(rx.el.tr(rx.el.td(), rx.foreach(CompareState.columns, _head))),
                rx.foreach(CompareState.groups, _group),
                class_name="compare",
            ),
            tab_index=0,
            role="region",
            aria_label="Pieces side by side",
            class_name="compare-scroll",
        ),
        when(
            CompareState.columns.length() == 1,  # pyright: ignore[reportAttributeAccessIssue]
            rx.el.p(
                "One piece alone. ",
                text_link("Add another", href="/search"),
                class_name="mt-4",
            ),
        ),
    )


def _head(column: Any) -> rx.Component:
    return rx.el.th(
        rx.el.div(
            media_image(column.image, sizes="(width < 40rem) 45vw, 18rem"),
            internal_link(column.title, href=column.href, class_name="compare-title"),
            maker_line(column.workshop, gradient=column.selvedge),
            internal_link(
                icon("x", size="small"),
                "Remove",
                rx.el.span(" ", column.title, class_name="visually-hidden"),
                href=column.without_href,
                class_name="link text-small compare-remove",
            ),
            class_name="stack-tight",
        ),
        scope="col",
    )


def _group(group: Any) -> rx.Component:
    return rx.el.tbody(
        rx.el.tr(
            rx.el.th(
                rx.el.span(group.name), scope="rowgroup", col_span=5, class_name="compare-group"
            )
        ),
        rx.foreach(group.lines, _line),
    )


def _line(line: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.term, scope="row"),
        rx.foreach(line.facts, _fact),
        class_name=rx.cond(line.differs, "differs", ""),
    )


def _fact(fact: Any) -> rx.Component:
    return rx.el.td(fact)
