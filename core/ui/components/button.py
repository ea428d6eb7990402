"""Buttons and links that look like them. One primary a view."""

from typing import Any, Literal

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.link import internal_link, outside_link
from core.ui.values import Flag, Text, classes, either

Variant = Literal["primary", "secondary", "quiet", "danger"]
Size = Literal["small", "medium", "large"]

VARIANTS: dict[Variant, str] = {
    "primary": "btn-primary",
    "secondary": "btn-secondary",
    "quiet": "btn-quiet",
    "danger": "btn-danger",
}
SIZES: dict[Size, str] = {"small": "btn-small", "medium": "", "large": "btn-large"}


def button(
    label: Text,
    *,
    variant: Variant = "primary",
    size: Size = "medium",
    icon_name: str = "",
    pending: Flag = False,
    pending_label: str = "Working…",
    block: bool = False,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """While ``pending`` it keeps width and focus, shows a spinner and the verb, and takes no
    press; ``on_click`` is then one event or a list of them. ``type="submit"`` sends a form.
    """
    follows_state = isinstance(pending, rx.Var) or pending
    content = (
        _words(label, pending_label, icon_name) if follows_state else _face(label, icon_name)
    )
    props.setdefault("type", "button")
    if follows_state:
        props["aria_disabled"] = either(pending, "true", "false")
        if "on_click" in props:
            props["on_click"] = _unless(pending, props["on_click"])
    return rx.el.button(
        *content,
        class_name=classes(
            "btn",
            VARIANTS[variant],
            SIZES[size],
            "btn-block" if block else "",
            either(pending, "is-pending", "") if follows_state else "",
            class_name,
        ),
        **props,
    )


def link_button(
    label: Text,
    *,
    href: Text,
    variant: Variant = "primary",
    size: Size = "medium",
    icon_name: str = "",
    block: bool = False,
    outside: bool = False,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """``outside`` loads a document: a file, a plain route of the API, another app."""
    names = classes(
        "btn", VARIANTS[variant], SIZES[size], "btn-block" if block else "", class_name
    )
    if outside:
        return outside_link(*_face(label, icon_name), href=href, class_name=names, **props)
    return internal_link(*_face(label, icon_name), href=href, class_name=names, **props)


def icon_button(name: str, label: Text, *, size: Size = "medium", **props: Any) -> rx.Component:
    """A square button; ``label`` is what it is called, for everyone who cannot see the icon."""
    props.setdefault("type", "button")
    return rx.el.button(
        icon(name),
        aria_label=label,
        title=label,
        class_name=classes("btn", "btn-icon", SIZES[size]),
        **props,
    )


def _unless(pending: Flag, on_click: Any) -> Any:
    """The same events, which do nothing while one press is still being worked on."""
    events = on_click if isinstance(on_click, list) else [on_click]
    return [rx.cond(pending, rx.noop(), event) for event in events]


def _face(label: Text, icon_name: str) -> list[Any]:
    return [icon(icon_name), label] if icon_name else [label]


def _words(label: Text, pending_label: str, icon_name: str) -> list[Any]:
    waiting = rx.el.span(
        rx.el.span(class_name="spinner", aria_hidden="true"),
        pending_label,
        class_name="btn-pending",
    )
    return [
        rx.el.span(
            rx.el.span(*_face(label, icon_name), class_name="btn-label"),
            waiting,
            class_name="btn-words",
        )
    ]
