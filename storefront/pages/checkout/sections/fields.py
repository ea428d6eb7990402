"""A field of the checkout form: checked when it is left, and while it is being put right."""

from typing import Any

import reflex as rx

from core.ui.components.text_input import text_field
from core.ui.values import Text
from storefront.pages.checkout.form import LABELS
from storefront.pages.checkout.state import CheckoutState


def checked_field(
    name: str, *, hint: Text = "", wide: bool = False, **props: Any
) -> rx.Component:
    """``props`` carry ``auto_complete``, ``input_mode`` and the like."""
    error = CheckoutState.errors.get(name, "").to(str)
    return text_field(
        LABELS[name],
        name,
        hint=hint,
        error=error,
        wide=wide,
        default_value=CheckoutState.prefilled.get(name, "").to(str),
        on_blur=lambda value: CheckoutState.check(name, value),
        on_change=lambda value: rx.cond(
            error != "", CheckoutState.check(name, value), rx.noop()
        ),
        **props,
    )
