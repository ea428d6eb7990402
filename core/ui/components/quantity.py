"""How many: counts at once in the browser, the server confirms."""

from typing import Any

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.react.wrappers import QuantityElement
from core.ui.values import Number, Text


def quantity_stepper(
    value: Number,
    *,
    label: Text,
    on_change: Any = None,
    minimum: Number = 1,
    maximum: Number = 99,
    revision: Number = 0,
    name: str = "quantity",
) -> rx.Component:
    """Without ``on_change`` the number goes with its form. ``on_change`` gets the number 300 ms
    after the last press. Raise ``revision`` to make a
    refused number jump back to ``value``.
    """
    return QuantityElement.create(
        value=value,
        min=minimum,
        max=maximum,
        label=label,
        name=name,
        revision=revision,
        minus=icon("minus"),
        plus=icon("plus"),
        **({} if on_change is None else {"on_change": on_change}),
    )
