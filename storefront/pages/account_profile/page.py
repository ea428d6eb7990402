import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import banner
from core.ui.components.layout import panel
from core.ui.components.link import text_link
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.pages.account.frame import account_page
from storefront.pages.account_profile.state import ProfileState

errors = ProfileState.errors


def account_profile_page() -> rx.Component:
    return account_page(
        "Your profile",
        "/account/profile",
        ProfileState,
        rx.el.div(
            when(ProfileState.saved, banner(ProfileState.saved, tone="success", live=True)),
            when(
                errors.get("form", ""),
                rx.el.div(banner(errors.get("form", "").to(str), tone="danger"), role="alert"),
            ),
            class_name="mb-4",
        ),
        rx.el.div(
            _name(),
            _password(),
            panel(
                rx.el.p(
                    "Delivery to ", ProfileState.country_name, ", in ", ProfileState.currency
                ),
                text_link("Change where you shop", href="/preferences?next=/account/profile"),
                title="Where you shop",
            ),
            class_name="halves",
        ),
    )


def _name() -> rx.Component:
    return panel(
        rx.el.p("Signed in as ", rx.el.strong(ProfileState.email), class_name="mb-4"),
        rx.el.form(
            text_field(
                "Name",
                "name",
                error=errors.get("name", "").to(str),
                auto_complete="name",
                default_value=ProfileState.name,
            ),
            rx.el.div(button("Save the name", type="submit", variant="secondary")),
            on_submit=ProfileState.rename,
            class_name="stack",
        ),
        title="You",
    )


def _password() -> rx.Component:
    return panel(
        rx.el.form(
            text_field(
                "Current password", "current", type="password", auto_complete="current-password"
            ),
            text_field(
                "New password",
                "new",
                type="password",
                auto_complete="new-password",
                error=errors.get("new", "").to(str),
            ),
            rx.el.div(button("Change the password", type="submit", variant="secondary")),
            on_submit=ProfileState.change_password,
            reset_on_submit=True,
            class_name="stack",
        ),
        title="Password",
    )
