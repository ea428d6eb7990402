"""Inputs for text, money, long text and search. Uncontrolled: what is typed stays in the
browser until the form is sent.
"""

from typing import Any

import reflex as rx

from core.ui.components.field import Wiring, field
from core.ui.components.icon import icon
from core.ui.values import Text


def text_input(name: str, wiring: Wiring | None = None, **props: Any) -> rx.Component:
    props.setdefault("type", "text")
    return rx.el.input(name=name, class_name="input", **_wired(wiring), **props)


def text_field(
    label: Text,
    name: str,
    *,
    id: Text = "",  # noqa: A002
    hint: Text = "",
    error: Text = "",
    optional: bool = False,
    wide: bool = False,
    **props: Any,
) -> rx.Component:
    """A labelled input. ``type``, ``auto_complete``, ``input_mode``, ``default_value``,
    ``required`` and the handlers go through to it.
    """
    return field(
        label,
        name,
        lambda wiring: text_input(name, wiring, **props),
        id=id,
        hint=hint,
        error=error,
        optional=optional,
        wide=wide,
    )


def textarea_field(
    label: Text,
    name: str,
    *,
    id: Text = "",  # noqa: A002
    hint: Text = "",
    error: Text = "",
    optional: bool = False,
    wide: bool = True,
    **props: Any,
) -> rx.Component:
    return field(
        label,
        name,
        lambda wiring: rx.el.textarea(name=name, class_name="input", **_wired(wiring), **props),
        id=id,
        hint=hint,
        error=error,
        optional=optional,
        wide=wide,
    )


def money_field(
    label: Text,
    name: str,
    *,
    currency: Text = "EUR",
    id: Text = "",  # noqa: A002
    hint: Text = "",
    error: Text = "",
    optional: bool = False,
    wide: bool = False,
    **props: Any,
) -> rx.Component:
    """An amount in the currency named beside it. Sends text: ``forms.amount`` reads it."""
    return field(
        label,
        name,
        lambda wiring: rx.el.div(
            rx.el.input(
                name=name,
                type="text",
                input_mode="decimal",
                class_name="input numeric",
                **_wired(wiring),
                **props,
            ),
            rx.el.span(currency, class_name="affix"),
            class_name="input-affix",
        ),
        id=id,
        hint=hint,
        error=error,
        optional=optional,
        wide=wide,
    )


def search_field(
    label: str,
    *,
    name: str = "q",
    id: str = "search",  # noqa: A002
    **props: Any,
) -> rx.Component:
    """The input of a search form; ``label`` is read out and shown as the example text."""
    props.setdefault("placeholder", label)
    return rx.el.div(
        icon("search"),
        rx.el.input(
            type="search", name=name, id=id, aria_label=label, class_name="input", **props
        ),
        class_name="search-field",
    )


def _wired(wiring: Wiring | None) -> dict[str, Any]:
    return wiring.props() if wiring else {}
