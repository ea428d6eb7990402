"""Dialogs, sheets and drawers on the browser's own dialog element."""

from typing import Any, Literal

import reflex as rx

from core.ui.components.button import button, icon_button
from core.ui.components.react.wrappers import DialogElement
from core.ui.values import Child, Flag, Text

KINDS = {
    "dialog": "dialog",
    "sheet": "dialog dialog-sheet",
    "nav": "dialog dialog-nav",
}


def dialog(
    id: str,  # noqa: A002
    title: Text,
    *body: Child,
    actions: tuple[rx.Component, ...] = (),
    kind: Literal["dialog", "sheet", "nav"] = "dialog",
    is_open: Flag | None = None,
    on_close: Any = None,
) -> rx.Component:
    """Opened by ``opens(id)`` without a server, or by a Var in ``is_open``; then ``on_close``
    must set that Var to False. A sheet comes from the side, and from below on a phone.
    """
    state: dict[str, Any] = {}
    if is_open is not None:
        state["open"] = is_open
    if on_close is not None:
        state["on_close"] = on_close
    return DialogElement.create(
        rx.el.header(
            rx.el.h2(title, id=f"{id}-title"),
            icon_button("x", "Close", custom_attrs={"data-closes": ""}),
        ),
        rx.el.div(*body, class_name="dialog-body"),
        rx.el.footer(*actions) if actions else rx.fragment(),
        id=id,
        custom_attrs={"aria-labelledby": f"{id}-title"},
        class_name=KINDS[kind],
        **state,
    )


def opens(id: str) -> dict[str, Any]:  # noqa: A002
    """Props for a button: ``button("Filters", **opens("filters"))``."""
    return {"custom_attrs": {"data-opens": id}, "aria_haspopup": "dialog"}


def cancel_button(label: str = "Cancel") -> rx.Component:
    """Closes the dialog it stands in."""
    return button(label, variant="secondary", custom_attrs={"data-closes": ""})


def confirm_dialog(
    id: str,  # noqa: A002
    title: Text,
    sentence: Text,
    *,
    verb: str,
    on_confirm: Any,
    danger: bool = True,
) -> rx.Component:
    """Asks once before something that cannot be undone; Cancel has the focus."""
    return dialog(
        id,
        title,
        rx.el.p(sentence),
        actions=(
            button(
                "Cancel", variant="secondary", auto_focus=True, custom_attrs={"data-closes": ""}
            ),
            button(
                verb,
                variant="danger" if danger else "primary",
                on_click=on_confirm,
                custom_attrs={"data-closes": ""},
            ),
        ),
    )
