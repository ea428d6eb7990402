import reflex as rx

from core.ui.components.layout import panel
from core.ui.components.link import text_link
from storefront.pages.checkout.sections.fields import checked_field
from storefront.pages.checkout.state import CheckoutState


def contact() -> rx.Component:
    """An account is never needed; who has one may use it."""
    return panel(
        checked_field(
            "email",
            hint="For the receipt and the link to your order.",
            type="email",
            input_mode="email",
            auto_complete="email",
            required=True,
        ),
        title="Contact",
        actions=rx.cond(
            CheckoutState.is_signed_in,
            rx.el.span(
                "Signed in as ", CheckoutState.email, class_name="text-small text-muted"
            ),
            rx.el.span(
                "Have an account? ",
                text_link("Sign in", href="/signin?next=/checkout"),
                class_name="text-small",
            ),
        ),
    )
