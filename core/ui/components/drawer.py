"""A sheet at the side, from below on a phone, that has an address and can be called."""

from typing import Any

import reflex as rx

from core.ui.components.button import icon_button
from core.ui.components.react.wrappers import DrawerElement
from core.ui.values import Child, Flag, Text


def drawer(
    id: str,  # noqa: A002
    title: Text,
    *body: Child,
    foot: Child,
    parameter: str,
    is_called: Flag,
    on_open: Any,
) -> rx.Component:
    """Opened by ``opens(id)``, by ``?parameter=1`` and when ``is_called`` becomes true;
    ``on_open`` comes each time.
    """
    return DrawerElement.create(
        rx.el.header(
            rx.el.h2(title, id=f"{id}-title"),
            icon_button("x", "Close", custom_attrs={"data-closes": ""}),
        ),
        rx.el.div(*body, class_name="dialog-body"),
        rx.el.footer(foot),
        id=id,
        parameter=parameter,
        is_called=is_called,
        on_open=on_open,
        custom_attrs={"aria-labelledby": f"{id}-title"},
        class_name="dialog dialog-sheet drawer",
    )
