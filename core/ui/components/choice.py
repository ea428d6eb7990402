"""Picking one or several: select, checkbox, radio, option chips, switch."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx

from core.ui.components.field import Wiring, field, fieldset
from core.ui.components.icon import icon
from core.ui.values import Flag, Items, Text, each, either, when

Option = tuple[str, str]


def select(
    name: str,
    options: Sequence[Option] | rx.Var[Any],
    wiring: Wiring | None = None,
    **props: Any,
) -> rx.Component:
    """``options`` are pairs of value and label."""
    return rx.el.span(
        rx.el.select(
            *each(options, lambda option: rx.el.option(option[1], value=option[0])),
            name=name,
            class_name="input",
            **(wiring.props() if wiring else {}),
            **props,
        ),
        icon("chevron_down"),
        class_name="select",
    )


def select_field(
    label: Text,
    name: str,
    options: Sequence[Option] | rx.Var[Any],
    *,
    id: Text = "",  # noqa: A002
    hint: Text = "",
    error: Text = "",
    optional: bool = False,
    wide: bool = False,
    **props: Any,
) -> rx.Component:
    return field(
        label,
        name,
        lambda wiring: select(name, options, wiring, **props),
        id=id,
        hint=hint,
        error=error,
        optional=optional,
        wide=wide,
    )


def checkbox(label: Text, name: str, *, hint: Text = "", **props: Any) -> rx.Component:
    """One yes or no, sent with the form."""
    return _choice("checkbox", label, name, hint, props)


def radio(
    label: Text, name: str, value: Text, *, hint: Text = "", **props: Any
) -> rx.Component:
    return _choice("radio", label, name, hint, {"value": value, **props})


def radio_group(
    legend: Text,
    name: str,
    options: Sequence[Option] | rx.Var[Any],
    *,
    chosen: Text = "",
    hint: Text = "",
    error: Text = "",
    on_change: Any = None,
    cards: bool = True,
) -> rx.Component:
    """``options`` are pairs of value and label; with ``cards`` each has a frame."""
    extra = {"on_change": on_change} if on_change is not None else {}

    def one(option: Any) -> rx.Component:
        return radio(option[1], name, option[0], default_checked=option[0] == chosen, **extra)

    return fieldset(
        legend,
        *each(options, one),
        name=name,
        hint=hint,
        error=error,
        class_name="choice-cards" if cards else "stack-tight",
    )


def option_chips(
    legend: Text,
    name: str,
    options: Items,
    *,
    chosen: Text,
    on_change: Any,
    unavailable: Items = (),
) -> rx.Component:
    """Variant choices as chips. ``options`` are values that are also labels; those in
    ``unavailable`` can be picked but are named as sold out.
    """

    def chip(value: Any) -> rx.Component:
        is_gone: Flag = (
            unavailable.to(list[str]).contains(value)
            if isinstance(unavailable, rx.Var)
            else value in unavailable
        )
        return rx.el.label(
            rx.el.input(
                type="radio",
                name=name,
                value=value,
                checked=chosen == value,
                on_change=on_change(value),
            ),
            value,
            when(is_gone, rx.el.span(" (sold out)", class_name="visually-hidden")),
            class_name=either(is_gone, "is-unavailable", ""),
            key=value,
        )

    return fieldset(legend, *each(options, chip), name=name, class_name="option-chips")


def switch(label: Text, *, checked: Flag, on_change: Any, **props: Any) -> rx.Component:
    """For what takes effect at once. Anything sent with a form is a checkbox."""
    return rx.el.label(
        rx.el.input(
            type="checkbox", role="switch", checked=checked, on_change=on_change, **props
        ),
        rx.el.span(label),
        class_name="switch",
    )


def _choice(
    kind: Literal["checkbox", "radio"],
    label: Text,
    name: str,
    hint: Text,
    props: dict[str, Any],
) -> rx.Component:
    return rx.el.label(
        rx.el.input(type=kind, name=name, **props),
        rx.el.span(label),
        when(hint, rx.el.span(hint, class_name="choice-hint")),
        class_name="choice",
    )
