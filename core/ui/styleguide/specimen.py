"""The frame of one specimen."""

import reflex as rx

from core.ui.values import Child


def specimen(title: str, *children: Child) -> rx.Component:
    return rx.el.section(
        rx.el.h2(title), *children, class_name="specimen", id=title.lower().replace(" ", "-")
    )


def shelf(*children: Child) -> rx.Component:
    """Variants side by side."""
    return rx.el.div(*children, class_name="cluster")
