"""What surrounds every page of the vendor portal."""

import reflex as rx

from core.ui.components.button import icon_button, link_button
from core.ui.components.desk_shell import DeskGroup, DeskLink, desk_shell, plain_page
from core.ui.components.feedback import banner
from core.ui.components.icon import icon
from core.ui.components.link import outside_link, text_link
from core.ui.components.maker import maker_line
from core.ui.components.menu import menu, menu_line
from core.ui.components.native_form import native_form
from core.ui.values import Child, when
from vendor_portal.state.shell import ShellState

NAME = "Workshop"
GROUPS = (
    DeskGroup("", (DeskLink("Overview", "/", "gauge"),)),
    DeskGroup(
        "Sell",
        (
            DeskLink("Orders", "/orders", "package", ShellState.to_accept),
            DeskLink("Returns", "/returns", "undo_2"),
            DeskLink("Products", "/products", "shapes"),
            DeskLink("Inventory", "/inventory", "boxes"),
            DeskLink("Promotions", "/promotions", "badge_percent"),
            DeskLink("Import and export", "/products/import", "file_up"),
        ),
    ),
    DeskGroup(
        "Buyers",
        (
            DeskLink("Reviews", "/reviews", "star"),
            DeskLink("Questions", "/questions", "message_circle_question"),
        ),
    ),
    DeskGroup(
        "Workshop",
        (
            DeskLink("Payouts", "/payouts", "landmark"),
            DeskLink("Shop settings", "/settings", "store"),
            DeskLink("Team", "/settings/team", "users"),
        ),
    ),
)


def frame(*content: Child, current: str = "") -> rx.Component:
    """Sidebar, top bar and the page in ``main``; ``current`` is the href of its section."""
    return desk_shell(
        _news(),
        _standing(),
        *content,
        name=NAME,
        groups=GROUPS,
        account=_account(),
        search=when(
            ShellState.shop_name,
            maker_line(ShellState.shop_name, gradient=ShellState.selvedge),
        ),
        current=current,
    )


def plain_frame(*content: Child) -> rx.Component:
    return plain_page(*content, name=NAME)


def _news() -> rx.Component:
    """Orders that came in while the page was open; nothing moves under the cursor."""
    shown = banner(
        ShellState.news,
        tone="info",
        action=rx.el.div(
            link_button("Show", href="/orders?view=new", variant="secondary", size="small"),
            icon_button("x", "Dismiss", size="small", on_click=ShellState.dismiss_news),
            class_name="cluster",
        ),
    )
    return rx.el.div(when(ShellState.news, shown), role="status", class_name="desk-news")


def _standing() -> rx.Component:
    """Why a workshop does not sell yet, or not any more."""
    return rx.fragment(
        when(
            ShellState.is_setting_up,
            banner(
                "Your workshop is not open yet",
                "Describe it and send it in: then we have a look.",
                tone="attention",
                action=text_link("Go on setting up", href="/onboarding/business"),
            ),
        ),
        when(
            ShellState.is_in_review,
            banner(
                "We are looking at your workshop",
                "Usually within two working days. You can draft products meanwhile.",
                tone="info",
            ),
        ),
        when(
            ShellState.is_suspended,
            banner(
                "Your workshop is suspended",
                "Your products are hidden. Orders that are open still have to be sent.",
                tone="danger",
            ),
        ),
    )


def _account() -> rx.Component:
    sign_out = native_form(
        rx.el.button(icon("log_out"), "Sign out", type="submit"),
        rx.el.input(type="hidden", name="next", value="/signin"),
        action="/auth/sign-out",
    )
    return rx.cond(  # pyright: ignore[reportReturnType]
        ShellState.is_signed_in,
        menu(
            "Your account",
            rx.fragment(icon("user"), icon("chevron_down", size="small")),
            rx.el.p(ShellState.email, class_name="text-small text-muted px-2.5 py-1"),
            menu_line(),
            sign_out,
        ),
        outside_link("Sign in", href="/signin", class_name="nav-link"),
    )
