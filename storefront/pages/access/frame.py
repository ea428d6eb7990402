"""The frame of the pages around sign-in."""

import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.components.native_form import native_form
from core.ui.components.text_input import text_field
from core.ui.values import Child, Text, when
from storefront.components.states import not_here, page_of
from storefront.pages.access.state import AccessState
from storefront.shell import frame


def access_page(title: str, *content: Child, intro: Child = "") -> rx.Component:
    body = rx.el.div(
        rx.el.h1(title, tab_index=-1),
        when(intro, rx.el.p(intro, class_name="text-muted")),
        when(AccessState.notice, banner(AccessState.notice, tone="success", live=True)),
        when(
            AccessState.problem,
            rx.el.div(banner(AccessState.problem, tone="danger"), role="alert"),
        ),
        *content,
        class_name="page access stack",
    )
    return frame(
        page_of(
            AccessState,
            body,
            waiting=rx.el.div(loading(skeleton(class_name="h-64")), class_name="page access"),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=AccessState.load,
        )
    )


def access_form(*fields: rx.Component, action: str, verb: str) -> rx.Component:
    """Posted by the browser itself: it works with password managers, and without the app."""
    return native_form(
        *fields,
        button(verb, type="submit", block=True),
        action=action,
        class_name="panel stack",
    )


def email_field() -> rx.Component:
    return text_field(
        "E-mail",
        "email",
        type="email",
        input_mode="email",
        auto_complete="username",
        default_value=AccessState.typed_email,
        required=True,
    )


def password_field(*, label: str, auto_complete: str, hint: Text = "") -> rx.Component:
    return text_field(
        label,
        "password",
        type="password",
        auto_complete=auto_complete,
        hint=hint,
        required=True,
    )


def token_field() -> rx.Component:
    return rx.el.input(type="hidden", name="token", value=AccessState.token)
