"""A rail on wide screens that is a full screen of its own on narrow ones."""

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.react.wrappers import SheetElement
from core.ui.values import Child, Text


def sheet(
    *content: Child,
    id: str,  # noqa: A002
    label: str,
    opener: Text,
    done: Text,
    action: rx.Component | None = None,
) -> rx.Component:
    """``opener`` and ``done`` are the words of the buttons that open and close it on a narrow
    screen; ``action`` stands beside the second.
    """
    return SheetElement.create(
        *content,
        id=id,
        label=label,
        opener_label=opener,
        icon=icon("sliders_horizontal"),
        close_icon=icon("x"),
        action=action or rx.fragment(),
        action_label=done,
    )
