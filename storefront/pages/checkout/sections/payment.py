from typing import Any

import reflex as rx

from core.ui.components.choice import checkbox, radio
from core.ui.components.field import fieldset
from core.ui.values import when
from storefront.pages.checkout.form import PAY
from storefront.pages.checkout.sections.section import section
from storefront.pages.checkout.state import CheckoutState


def payment() -> rx.Component:
    """Card numbers are typed on the gateway's page and never reach this shop."""
    return section(
        PAY,
        fieldset(
            "How do you want to pay?",
            rx.foreach(CheckoutState.methods, _method),
            name="provider",
            class_name="choice-cards",
        ),
        when(
            CheckoutState.is_signed_in,
            checkbox(
                "Save this card for next time",
                "saves_card",
                hint="It is kept by the payment service. Remove it in your account.",
                default_checked=CheckoutState.draft.get("saves_card", "") == "on",
            ),
        ),
        rx.el.p(
            "You order from each workshop and may withdraw within 14 days of delivery, except "
            "from pieces made to your wishes. Nothing is charged before the next page.",
            class_name="text-small text-muted",
        ),
    )


def _method(method: Any, index: Any) -> rx.Component:
    return radio(
        method.label,
        "provider",
        method.name,
        hint=method.hint,
        default_checked=index == 0,
    )
