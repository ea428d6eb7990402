"""The market's own marks."""

import reflex as rx

from core.ui.components.link import internal_link


def wordmark(href: str = "/") -> rx.Component:
    return internal_link("Eco", rx.el.em("Market"), href=href, class_name="wordmark")


def selvedge_line() -> rx.Component:
    """Six woven pixels at the top of every page."""
    return rx.el.div(class_name="selvedge-line", aria_hidden="true")
