"""Sign-in and its relatives: forms that the browser posts by itself."""

import reflex as rx

from admin.pages.sign_in.state import SignInState
from admin.shell import plain_frame
from core.identity import links
from core.ui.components.button import button
from core.ui.components.feedback import banner, loading, skeleton_lines
from core.ui.components.fresh import fresh
from core.ui.components.link import text_link
from core.ui.components.native_form import native_form
from core.ui.components.text_input import text_field
from core.ui.loading import READY
from core.ui.values import Child, when

PASSWORD_HINT = "At least 10 characters. A sentence is easier to keep than a riddle."  # noqa: S105


def sign_in_page() -> rx.Component:
    return _page(
        "Sign in to run the market",
        native_form(
            rx.el.input(type="hidden", name="next", value=SignInState.next_path),
            _email(),
            _password("Password", auto_complete="current-password"),
            button("Sign in", type="submit", block=True),
            action="/auth/sign-in",
            class_name="stack",
        ),
        text_link("Forgot your password?", href=links.FORGOT),
    )


def forgot_page() -> rx.Component:
    return _page(
        "Choose a new password",
        rx.el.p(
            "Tell us your e-mail. If it has an account, we send a link that works for an hour.",
            class_name="text-muted",
        ),
        native_form(
            _email(),
            button("Send the link", type="submit", block=True),
            action="/auth/forgot",
            class_name="stack",
        ),
        text_link("Back to sign-in", href=links.SIGN_IN),
    )


def reset_page() -> rx.Component:
    return _page(
        "Choose a new password",
        native_form(
            rx.el.input(type="hidden", name="token", value=SignInState.token),
            _password("New password", auto_complete="new-password", hint=PASSWORD_HINT),
            button("Save the password", type="submit", block=True),
            action="/auth/reset",
            class_name="stack",
        ),
    )


def verify_page() -> rx.Component:
    """The button does the deed, so that a mail scanner that follows links does nothing."""
    return _page(
        "Confirm your e-mail",
        rx.el.p("One press, and your account is ready to use.", class_name="text-muted"),
        native_form(
            rx.el.input(type="hidden", name="token", value=SignInState.token),
            button("Confirm the address", type="submit", block=True),
            action="/auth/verify",
        ),
    )


def _page(title: str, *content: Child) -> rx.Component:
    waiting = loading(skeleton_lines(4))
    ready = rx.el.div(
        when(SignInState.notice, banner(SignInState.notice, tone="success", live=True)),
        when(SignInState.problem, banner(SignInState.problem, tone="danger", live=True)),
        *content,
        class_name="stack",
    )
    return plain_frame(
        rx.el.h1(title, tab_index=-1),
        fresh(
            rx.cond(SignInState.status == READY, ready, waiting),  # pyright: ignore[reportArgumentType]
            of=SignInState.shown_path,
            waiting=waiting,
        ),
    )


def _email() -> rx.Component:
    return text_field(
        "E-mail",
        "email",
        type="email",
        auto_complete="username",
        default_value=SignInState.email,
        required=True,
    )


def _password(label: str, *, auto_complete: str, hint: str = "") -> rx.Component:
    return text_field(
        label,
        "password",
        type="password",
        auto_complete=auto_complete,
        hint=hint,
        required=True,
    )
