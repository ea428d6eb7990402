"""What surrounds every storefront page."""

import reflex as rx

from core.kernel.currencies import CURRENCIES
from core.ui.components.app import install_invitation
from core.ui.components.bottom_bar import bar_link, bottom_bar
from core.ui.components.color_mode import color_mode_button
from core.ui.components.icon import icon
from core.ui.components.link import internal_link
from core.ui.components.native_form import native_form
from core.ui.components.search_box import search_box
from core.ui.components.site_shell import (
    bag_link,
    plain_header,
    site_footer,
    site_header,
    site_shell,
)
from core.ui.values import Child
from storefront.bag.drawer import DRAWER, bag_drawer
from storefront.components.consent import consent_bar
from storefront.state.shell import ShellState

FOOTER = (
    (
        "Shop",
        (
            ("All pieces", "/search"),
            ("New pieces", "/search?sort=newest"),
            ("Collections", "/collections"),
            ("Materials", "/materials"),
            ("Workshops", "/shops"),
            ("Gift cards", "/gift-cards"),
        ),
    ),
    (
        "Your order",
        (
            ("Track an order", "/orders/lookup"),
            ("Your account", "/account"),
            ("Your bag", "/cart"),
        ),
    ),
    (
        "Help",
        (
            ("Help center", "/help"),
            ("Withdraw from a contract", "/withdraw"),
            ("How reviews are checked", "/legal/reviews"),
            ("What is measured", "/impact"),
            ("Journal", "/journal"),
            ("Report something", "/report"),
        ),
    ),
    (
        "Legal",
        (
            ("Imprint", "/legal/imprint"),
            ("Terms of use", "/legal/terms"),
            ("Privacy", "/legal/privacy"),
            ("Cookies", "/legal/cookies"),
            ("Cookie choices", "/cookies"),
            ("Accessibility", "/legal/accessibility"),
        ),
    ),
)
TRADER = "EcoMarket is the marketplace; each workshop is the seller of its own pieces."


def frame(*content: Child, has_drawer: bool = True) -> rx.Component:
    """Header with search, account and bag, the page in ``main``, footer. The bag's own page
    has no drawer.
    """
    return site_shell(
        *content,
        bag_drawer() if has_drawer else rx.fragment(),
        header=site_header(
            ShellState.nav,
            account=_account(),
            bag=bag_link(ShellState.bag_count, drawer=DRAWER),
            search=search_box(ShellState.searched, currency=ShellState.currency),
        ),
        footer=_footer(),
        bar=_bar(),
    )


def checkout_frame(*content: Child) -> rx.Component:
    """The quiet frame of checkout: nothing to wander off to."""
    return site_shell(
        *content,
        header=plain_header(
            internal_link("Back to your bag", href="/cart", class_name="nav-link")
        ),
        footer=_footer(),
    )


def _bar() -> rx.Component:
    return bottom_bar(
        bar_link("Home", "house", href="/", end=True),
        bar_link("Search", "search", href="/search"),
        bar_link("Saved", "bookmark", href="/account/saved"),
        bar_link("Bag", "shopping_bag", href="/cart", count=ShellState.bag_count),
        bar_link(
            rx.cond(ShellState.is_signed_in, "Account", "Sign in"),
            "user",
            href=rx.cond(ShellState.is_signed_in, "/account", "/signin"),
            end=True,
        ),
    )


def _account() -> rx.Component:
    signed_in = ShellState.is_signed_in
    return internal_link(
        icon("user"),
        rx.el.span(rx.cond(signed_in, "Account", "Sign in"), class_name="max-sm:sr-only"),
        href=rx.cond(signed_in, "/account", "/signin"),
        class_name="nav-link",
        data_testid="account-link",
    )


def _footer() -> rx.Component:
    footer = site_footer(FOOTER, trader=TRADER, end=_preferences(), above=install_invitation())
    return rx.fragment(footer, consent_bar())


def _preferences() -> rx.Component:
    """A form post, so that the next page is made with the choice."""
    currencies = [
        rx.el.button(
            code,
            type="submit",
            name="currency",
            value=code,
            aria_pressed=rx.cond(ShellState.currency == code, "true", "false"),
            class_name="chip",
        )
        for code in CURRENCIES
    ]
    return rx.el.div(
        native_form(
            *currencies,
            action="/preferences",
            class_name="cluster",
            aria_label="Currency",
        ),
        internal_link(
            "Deliver to: ", ShellState.country_name, href="/preferences", class_name="link"
        ),
        color_mode_button(),
        class_name="cluster",
    )
