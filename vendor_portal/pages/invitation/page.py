import reflex as rx

from core.ui.access_pages import PASSWORD_HINT
from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner, empty_state, loading, skeleton_lines
from core.ui.components.fresh import fresh
from core.ui.components.native_form import native_form
from core.ui.components.text_input import text_field
from core.ui.loading import READY, REFUSED
from core.ui.values import when
from vendor_portal.pages.invitation.state import InvitationState
from vendor_portal.shell import plain_frame


def invitation_page() -> rx.Component:
    waiting = loading(skeleton_lines(4))
    return plain_frame(
        rx.el.h1("Join a workshop", tab_index=-1),
        fresh(
            rx.match(  # pyright: ignore[reportArgumentType]
                InvitationState.status, (READY, _form()), (REFUSED, _spent()), waiting
            ),
            of=InvitationState.shown_path,
            waiting=waiting,
        ),
    )


def _form() -> rx.Component:
    problem = InvitationState.problem
    known = rx.el.p("Sign in with the password of your account.", class_name="text-muted")
    new = text_field(
        "Your name",
        "name",
        default_value=InvitationState.name,
        auto_complete="name",
        required=True,
    )
    return native_form(
        when(problem, banner(problem, tone="danger", live=True)),
        rx.el.p(
            rx.el.strong(InvitationState.shop_name), " has invited ", InvitationState.email, "."
        ),
        rx.el.input(type="hidden", name="token", value=InvitationState.token),
        rx.cond(InvitationState.has_account, known, new),
        text_field(
            "Password",
            "password",
            type="password",
            hint=rx.cond(InvitationState.has_account, "", PASSWORD_HINT),
            auto_complete=rx.cond(
                InvitationState.has_account, "current-password", "new-password"
            ),
            required=True,
        ),
        button("Join the workshop", type="submit", block=True),
        action="/auth/accept-invitation",
        class_name="stack",
    )


def _spent() -> rx.Component:
    return empty_state(
        "Ask for a new invitation",
        InvitationState.refused_because,
        link_button("Sign in", href="/signin"),
        picture="thread",
    )
