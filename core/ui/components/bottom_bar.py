"""Where thumbs reach: the five places of the shop at the lower edge of a phone."""

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.react.wrappers import NavLinkElement
from core.ui.values import Number, Text, when


def bottom_bar(*links: rx.Component) -> rx.Component:
    return rx.el.nav(*links, aria_label="Shortcuts", class_name="bottom-bar")


def bar_link(
    label: Text, icon_name: str, *, href: Text, count: Number = 0, end: bool = False
) -> rx.Component:
    """``end``: only this very address counts as being there, not what lies below it."""
    return NavLinkElement.create(
        rx.el.span(
            icon(icon_name, size="large"),
            when(
                count,
                rx.el.span(
                    count,
                    rx.el.span(" pieces", class_name="visually-hidden"),
                    class_name="count",
                ),
            ),
            class_name="bottom-bar-icon",
        ),
        rx.el.span(label),
        to=href,
        end=end,
    )
