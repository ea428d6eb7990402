"""The frame of a product in a grid; what stands in it comes from the page."""

from typing import Any

import reflex as rx

from core.ui.components.link import internal_link
from core.ui.values import Child, Text


def product_card_shell(
    name: Text,
    *facts: Child,
    href: Text,
    image: rx.Component,
    corner: rx.Component | None = None,
    heading: Any = rx.el.h3,
) -> rx.Component:
    """The whole card is the link of its name; ``corner`` (the save button) lies above it."""
    return rx.el.article(
        image,
        heading(internal_link(name, href=href), class_name="product-card-name"),
        *facts,
        rx.el.div(corner, class_name="product-card-corner") if corner else rx.fragment(),
        class_name="product-card",
        data_testid="product-card",
    )


def impact_scale(letter: Text) -> rx.Component:
    """Five cells from A to E, the product's own wide and framed."""
    return rx.el.span(
        rx.el.span(f"Impact {letter} of A to E", class_name="visually-hidden"),
        *[_cell(step, letter) for step in "abcde"],
        class_name="scale",
    )


def _cell(step: str, letter: Text) -> rx.Component:
    mark = letter == step.upper()
    if isinstance(mark, rx.Var):
        return rx.el.span(
            rx.cond(mark, letter, ""),
            class_name=[f"scale-{step}", rx.cond(mark, "is-mark", "")],
            aria_hidden="true",
        )
    return rx.el.span(
        letter if mark else "",
        class_name=f"scale-{step} is-mark" if mark else f"scale-{step}",
        aria_hidden="true",
    )
