"""A field of the checkout form: checked when it is left, and while it is being put right."""

from typing import Any

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.text_input import text_field
from core.ui.values import Text, when
from storefront.pages.checkout.form import LABELS
from storefront.pages.checkout.state import TICKED, CheckoutState


def checked_field(
    name: str, *, hint: Text = "", wide: bool = False, **props: Any
) -> rx.Component:
    """``props`` carry ``auto_complete``, ``input_mode`` and the like."""
    error = CheckoutState.errors.get(name, "").to(str)
    return text_field(
        _label(name),
        name,
        hint=hint,
        error=error,
        wide=wide,
        default_value=CheckoutState.draft.get(name, "").to(str),
        on_blur=lambda value: CheckoutState.check(name, value),
        on_change=lambda value: rx.cond(
            error != "", CheckoutState.check(name, value), rx.noop()
        ),
        **props,
    )


def _label(name: str) -> Any:
    if name not in TICKED:
        return LABELS[name]
    tick = rx.el.span(
        icon("circle_check", size="small"),
        rx.el.span("Looks right", class_name="visually-hidden"),
        class_name="field-fine",
        data_testid=f"fine-{name}",
    )
    return rx.fragment(LABELS[name], when(CheckoutState.fine.contains(name), tick))
