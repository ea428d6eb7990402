"""Sign in, sign up, forgot, reset, confirm: one short form each."""

import reflex as rx

from core.identity.passwords import SHORTEST
from core.ui.components.link import text_link
from core.ui.components.text_input import text_field
from storefront.pages.access.frame import (
    access_form,
    access_page,
    email_field,
    password_field,
    token_field,
)
from storefront.pages.access.state import AccessState

PASSWORD_HINT = f"At least {SHORTEST} characters. A few words are good."


def sign_in_page() -> rx.Component:
    return access_page(
        "Sign in",
        access_form(
            rx.el.input(type="hidden", name="next", value=AccessState.next_path),
            email_field(),
            password_field(label="Password", auto_complete="current-password"),
            action="/auth/sign-in",
            verb="Sign in",
        ),
        rx.el.p(text_link("I forgot my password", href="/forgot")),
        rx.el.p("No account yet? ", text_link("Create one", href="/signup")),
        rx.el.p(
            "You need no account to order or to ",
            text_link("track an order", href="/orders/lookup"),
            ".",
            class_name="text-small text-muted",
        ),
    )


def sign_up_page() -> rx.Component:
    return access_page(
        "Create an account",
        access_form(
            text_field(
                "Name",
                "name",
                auto_complete="name",
                default_value=AccessState.typed_name,
                required=True,
            ),
            email_field(),
            password_field(label="Password", auto_complete="new-password", hint=PASSWORD_HINT),
            action="/auth/sign-up",
            verb="Create account",
        ),
        rx.el.p("Have one already? ", text_link("Sign in", href="/signin")),
        intro="Addresses and orders in one place. We write only about your orders.",
    )


def forgot_page() -> rx.Component:
    return access_page(
        "Choose a new password",
        access_form(email_field(), action="/auth/forgot", verb="Send the link"),
        rx.el.p(text_link("Back to sign-in", href="/signin")),
        intro="We send you a link. It works once, for a short time.",
    )


def reset_page() -> rx.Component:
    return access_page(
        "Your new password",
        access_form(
            token_field(),
            password_field(
                label="New password", auto_complete="new-password", hint=PASSWORD_HINT
            ),
            action="/auth/reset",
            verb="Save the password",
        ),
        rx.el.p(text_link("Send me another link", href="/forgot")),
        intro="You are signed out everywhere afterwards.",
    )


def verify_email_page() -> rx.Component:
    """The button does it: mail programs open links to look at them."""
    return access_page(
        "Confirm your e-mail",
        access_form(token_field(), action="/auth/verify", verb="Yes, this is my address"),
        access_form(email_field(), action="/auth/resend", verb="Send another link"),
    )
