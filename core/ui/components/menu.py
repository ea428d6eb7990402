"""Menus and folds on the browser's own disclosure element, so they open without a server."""

from typing import Any

import reflex as rx

from core.ui.components.icon import icon
from core.ui.values import Child, Text


def menu(label: Text, trigger: Child, *items: Any, at_start: bool = False) -> rx.Component:
    """``items`` are links, buttons, forms and ``menu_line``s. Esc and a press outside close
    it.
    """
    return rx.el.details(
        rx.el.summary(trigger, aria_label=label, class_name="nav-link"),
        rx.el.div(*items, class_name="menu-list"),
        class_name="menu menu-start" if at_start else "menu",
    )


def menu_line() -> rx.Component:
    return rx.el.hr()


def disclosure(
    title: Child, *content: Child, is_open: bool = False, **props: Any
) -> rx.Component:
    """A fold with a heading: facets, product sections, a table under a chart."""
    return rx.el.details(
        rx.el.summary(rx.el.span(title), icon("chevron_down")),
        rx.el.div(*content),
        class_name="disclosure",
        open=is_open,
        **props,
    )
