"""Sign-in of a desk and its relatives: forms that the browser posts by itself. The apps give
their frame and state; the storefront has pages of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from core.identity import links
from core.identity.sentences import notice, problem
from core.ui.components.button import button
from core.ui.components.feedback import banner, loading, skeleton_lines
from core.ui.components.fresh import fresh
from core.ui.components.link import text_link
from core.ui.components.native_form import native_form
from core.ui.components.text_input import text_field
from core.ui.loading import READY, LoadState
from core.ui.urls import local_path
from core.ui.values import Child, when

PASSWORD_HINT = "At least 10 characters. A sentence is easier to keep than a riddle."  # noqa: S105
LONGEST = 254


class AccessState(LoadState, mixin=True):
    """What the forms are opened with: all of it is in the address, from strangers."""

    email: str = ""
    token: str = ""
    next_path: str = "/"
    notice: str = ""
    problem: str = ""
    is_unconfirmed: bool = False

    def _read(self) -> None:
        query = self.router.url.query_parameters
        self.email = query.get("email", "")[:LONGEST]
        self.token = query.get("token", "")[:LONGEST]
        self.next_path = local_path(query.get("next", "/"))
        self.notice = notice(query.get("notice", ""))
        self.problem = problem(query.get("error", ""), query.get("wait", ""))
        self.is_unconfirmed = query.get("notice") == "check_mail"


@dataclass(frozen=True, slots=True)
class AccessPages:
    """``state`` is the app's ``AccessState``, ``frame`` what surrounds a page without menus."""

    state: Any
    frame: Callable[..., rx.Component]

    def sign_in(self, title: str, *beside: Child) -> rx.Component:
        """``beside`` stands next to the way to a new password."""
        return self._page(
            title,
            native_form(
                rx.el.input(type="hidden", name="next", value=self.state.next_path),
                self._email(),
                _password("Password", auto_complete="current-password"),
                button("Sign in", type="submit", block=True),
                action="/auth/sign-in",
                class_name="stack",
            ),
            rx.el.div(
                text_link("Forgot your password?", href=links.FORGOT),
                *beside,
                class_name="spread text-small",
            ),
            when(self.state.is_unconfirmed, _resend()),
        )

    def forgot(self) -> rx.Component:
        return self._page(
            "Choose a new password",
            rx.el.p(
                "Tell us your e-mail. If it has an account, we send a link that works for an "
                "hour.",
                class_name="text-muted",
            ),
            native_form(
                self._email(),
                button("Send the link", type="submit", block=True),
                action="/auth/forgot",
                class_name="stack",
            ),
            text_link("Back to sign-in", href=links.SIGN_IN),
        )

    def reset(self) -> rx.Component:
        return self._page(
            "Choose a new password",
            native_form(
                rx.el.input(type="hidden", name="token", value=self.state.token),
                _password("New password", auto_complete="new-password", hint=PASSWORD_HINT),
                button("Save the password", type="submit", block=True),
                action="/auth/reset",
                class_name="stack",
            ),
        )

    def verify(self) -> rx.Component:
        """The button does the deed, so that a mail scanner that follows links does nothing."""
        return self._page(
            "Confirm your e-mail",
            rx.el.p("One press, and your account is ready to use.", class_name="text-muted"),
            native_form(
                rx.el.input(type="hidden", name="token", value=self.state.token),
                button("Confirm the address", type="submit", block=True),
                action="/auth/verify",
            ),
        )

    def _page(self, title: str, *content: Child) -> rx.Component:
        state = self.state
        waiting = loading(skeleton_lines(4))
        ready = rx.el.div(
            when(state.notice, banner(state.notice, tone="success", live=True)),
            when(state.problem, banner(state.problem, tone="danger", live=True)),
            *content,
            class_name="stack",
        )
        return self.frame(
            rx.el.h1(title, tab_index=-1),
            fresh(
                rx.cond(state.status == READY, ready, waiting),  # pyright: ignore[reportArgumentType]
                of=state.shown_path,
                waiting=waiting,
            ),
        )

    def _email(self) -> rx.Component:
        return text_field(
            "E-mail",
            "email",
            type="email",
            auto_complete="username",
            default_value=self.state.email,
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


def _resend() -> rx.Component:
    return native_form(
        rx.el.h2("No mail?", class_name="text-small"),
        text_field("Send it again to", "email", id="resend-email", type="email", required=True),
        button("Send the link again", type="submit", variant="secondary"),
        action="/auth/resend",
        class_name="stack-tight",
    )
