"""What surrounds every admin page."""

import reflex as rx

from admin.state.shell import ShellState
from core.ui.components.desk_shell import DeskGroup, DeskLink, desk_shell, plain_page
from core.ui.components.feedback import banner
from core.ui.components.icon import icon
from core.ui.components.link import outside_link, text_link
from core.ui.components.menu import menu, menu_line
from core.ui.components.native_form import native_form
from core.ui.values import Child, when

NAME = "Admin"
GROUPS = (
    DeskGroup("", (DeskLink("Overview", "/", "gauge"),)),
    DeskGroup(
        "Trade",
        (
            DeskLink("Orders", "/orders", "package"),
            DeskLink("Disputes", "/disputes", "scale"),
            DeskLink("Customers", "/customers", "users"),
            DeskLink("Gift cards", "/gift-cards", "gift"),
            DeskLink("Vendors", "/vendors", "hammer", ShellState.vendors_waiting),
            DeskLink("Promotions", "/promotions", "badge_percent"),
        ),
    ),
    DeskGroup("Money", (DeskLink("Finance", "/finance/payouts", "landmark"),)),
    DeskGroup(
        "Catalogue",
        (
            DeskLink("Products", "/products", "shapes", ShellState.products_waiting),
            DeskLink("Categories", "/categories", "list_tree"),
            DeskLink("Search", "/search/queries", "search"),
            DeskLink("Collections", "/collections", "library"),
            DeskLink("Notices", "/moderation/notices", "flag"),
        ),
    ),
    DeskGroup(
        "Said by people",
        (
            DeskLink(
                "Reviews",
                "/moderation/reviews",
                "message_square_quote",
                ShellState.reviews_waiting,
            ),
            DeskLink(
                "Questions",
                "/moderation/questions",
                "message_circle_question",
                ShellState.questions_waiting,
            ),
            DeskLink(
                "Reports",
                "/moderation/reports",
                "message_square_warning",
                ShellState.reports_waiting,
            ),
        ),
    ),
    DeskGroup(
        "Running",
        (
            DeskLink("Journal", "/content/journal", "file_text"),
            DeskLink("Help articles", "/content/help", "book_open"),
            DeskLink("Mail", "/outbox", "mail"),
            DeskLink("Gateways", "/payments/gateways", "credit_card"),
            DeskLink("Jobs", "/jobs", "list_checks"),
            DeskLink("Proofs", "/proofs", "scale", ShellState.proofs_broken),
            DeskLink("Audit trail", "/audit", "history"),
        ),
    ),
)


def frame(*content: Child, current: str = "") -> rx.Component:
    """Sidebar, top bar and the page in ``main``; ``current`` is the href of its section."""
    return desk_shell(
        _alert(), *content, name=NAME, groups=GROUPS, account=_account(), current=current
    )


def _alert() -> rx.Component:
    """On every page, until what is broken was put right and asked about again."""
    alert = banner(
        "Something does not add up",
        rx.fragment(ShellState.broken_words, " Stop payouts, and look before anything else."),
        tone="danger",
        action=text_link("Proofs", href="/proofs"),
    )
    return when(ShellState.proofs_broken, rx.el.div(alert, data_testid="proofs-alert"))


def plain_frame(*content: Child) -> rx.Component:
    return plain_page(*content, name=NAME)


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
