import reflex as rx

from core.ui.components.choice import checkbox
from core.ui.components.link import text_link
from storefront.pages.checkout.form import CONTACT
from storefront.pages.checkout.sections.fields import checked_field
from storefront.pages.checkout.sections.section import section
from storefront.pages.checkout.state import CheckoutState


def contact() -> rx.Component:
    """An account is never needed. The offer to sign in is the same for every address: whether
    one has an account is nobody's business.
    """
    sign_in = rx.el.span(
        "Have an account? ",
        text_link("Sign in", href="/signin?next=/checkout"),
        ". What you typed stays.",
        class_name="text-small",
    )
    signed_in = rx.el.span(
        "Signed in as ", CheckoutState.email, class_name="text-small text-muted"
    )
    return section(
        CONTACT,
        checked_field(
            "email",
            hint="For the receipt and the link to your order.",
            type="email",
            input_mode="email",
            auto_complete="email",
            required=True,
        ),
        checkbox(
            "Send me news of new workshops, once a month at most",
            "wants_news",
            hint="You can stop them with one press.",
            default_checked=CheckoutState.draft.get("wants_news", "") == "on",
        ),
        aside=rx.cond(CheckoutState.is_signed_in, signed_in, sign_in),
    )
