from typing import Any

import reflex as rx

from core.ui.components.choice import radio
from core.ui.components.field import fieldset
from core.ui.components.layout import panel
from storefront.pages.checkout.state import CheckoutState


def payment() -> rx.Component:
    """Card numbers are typed on the gateway's page and never reach this shop."""
    return panel(
        fieldset(
            "How do you want to pay?",
            rx.foreach(CheckoutState.methods, _method),
            name="provider",
            class_name="choice-cards",
        ),
        title="Payment",
    )


def _method(method: Any, index: Any) -> rx.Component:
    return radio(
        method.label,
        "provider",
        method.name,
        hint=method.hint,
        default_checked=index == 0,
    )
