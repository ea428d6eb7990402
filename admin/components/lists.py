"""What every list has above and below its table."""

from typing import Any

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import panel
from core.ui.components.navigation import pagination, tab, tabs
from core.ui.components.text_input import search_field


def view_tabs(label: str, views: Any) -> rx.Component:
    """``views`` is a Var of ``ViewTab``s."""
    return tabs(label, rx.foreach(views, _tab))


def _tab(view: Any) -> rx.Component:
    return tab(view.label, href=view.href, is_current=view.is_current, count=view.count)


def filter_form(
    label: str, state: Any, *others: rx.Component, button_label: str = "Search"
) -> rx.Component:
    """Words and further fields; the outcome is an address. Begins anew with each address."""
    return rx.el.form(
        search_field(label, default_value=state.q),
        *others,
        button(button_label, type="submit", variant="secondary", size="small"),
        on_submit=state.search,
        role="search",
        key=state.form_key,
        class_name="desk-filters",
    )


def result_list(rows: rx.Component, pager: Any, label: str) -> rx.Component:
    return rx.el.div(
        panel(rows, flush=True), pagination(pager, label=label), class_name="stack"
    )


def nothing_matches(noun: str, href: str) -> rx.Component:
    return empty_state(
        "Try other words or fewer filters",
        f"No {noun} match what you are looking for.",
        link_button("Clear the filters", href=href, variant="secondary"),
        picture="shelf",
    )
