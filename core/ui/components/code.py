"""Codes people copy: order numbers, SKUs, tracking numbers."""

import reflex as rx

from core.ui.components.icon import icon
from core.ui.values import Text


def copyable_code(value: Text, *, label: str = "Copy") -> rx.Component:
    return rx.el.span(
        rx.el.span(value),
        rx.el.button(
            icon("copy", size="small"),
            type="button",
            aria_label=label,
            custom_attrs={"data-copies": value},
        ),
        class_name="code",
    )
