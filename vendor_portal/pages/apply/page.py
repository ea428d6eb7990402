import reflex as rx

from core.ui.access_pages import PASSWORD_HINT
from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.feedback import banner, loading, skeleton_lines
from core.ui.components.fresh import fresh
from core.ui.components.link import text_link
from core.ui.components.native_form import native_form
from core.ui.components.text_input import text_field
from core.ui.countries import countries
from core.ui.loading import READY
from core.ui.values import when
from vendor_portal.pages.apply.state import ApplyState
from vendor_portal.shell import plain_frame

filled = ApplyState.filled


def apply_page() -> rx.Component:
    waiting = loading(skeleton_lines(6))
    return plain_frame(
        rx.el.h1("Open a workshop", tab_index=-1),
        rx.el.p(
            "Selling costs nothing until you sell. First an account and the name of your "
            "workshop; you describe it at your own pace, and we look at it within two days.",
            class_name="text-muted",
        ),
        fresh(
            rx.cond(ApplyState.status == READY, _form(), waiting),  # pyright: ignore[reportArgumentType]
            of=ApplyState.shown_path,
            waiting=waiting,
        ),
    )


def _form() -> rx.Component:
    return native_form(
        when(ApplyState.problem, banner(ApplyState.problem, tone="danger", live=True)),
        text_field(
            "Name of the workshop",
            "shop_name",
            default_value=filled["shop_name"],
            auto_complete="organization",
            max_length=120,
            required=True,
        ),
        text_field(
            "Craft",
            "craft",
            hint="For example stoneware, weaving, turning.",
            default_value=filled["craft"],
            max_length=80,
            required=True,
        ),
        select_field(
            "Country you send from",
            "country",
            [("", "Choose a country"), *countries()],
            default_value=filled["country"],
            auto_complete="country",
            required=True,
        ),
        text_field(
            "Your name",
            "name",
            default_value=filled["name"],
            auto_complete="name",
            required=True,
        ),
        text_field(
            "E-mail",
            "email",
            type="email",
            default_value=filled["email"],
            auto_complete="username",
            required=True,
        ),
        text_field(
            "Password",
            "password",
            type="password",
            hint=PASSWORD_HINT,
            auto_complete="new-password",
            required=True,
        ),
        button("Open the workshop", type="submit", block=True),
        rx.el.p(
            "You have an account? ",
            text_link("Sign in", href="/signin"),
            class_name="text-small text-muted",
        ),
        action="/auth/apply",
        key=ApplyState.visits,
        class_name="stack",
    )
