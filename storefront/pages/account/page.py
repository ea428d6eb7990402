import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import panel, section_header
from core.ui.components.link import text_link
from storefront.components.order_rows import order_table
from storefront.pages.account.frame import account_page
from storefront.pages.account.state import AccountState


def account_home_page() -> rx.Component:
    return account_page(
        "Your account",
        "/account",
        AccountState,
        rx.el.p("Hello, ", rx.el.strong(AccountState.name), ".", class_name="text-lead mb-6"),
        rx.cond(AccountState.recent, _recent(), no_orders()),
        rx.el.div(
            _kept(AccountState.saved, "Saved", "/account/saved"),
            _kept(AccountState.following, "Following", "/account/following"),
            _kept(AccountState.alerts, "Alerts", "/account/alerts"),
            class_name="tile-grid mt-8",
        ),
        rx.el.div(
            panel(
                rx.el.p("Where parcels go, ready at checkout."),
                text_link("Your addresses", href="/account/addresses"),
                title="Addresses",
            ),
            panel(
                rx.el.p("Your name, your password, where you shop."),
                text_link("Your profile", href="/account/profile"),
                title="Profile",
            ),
            class_name="halves mt-8",
        ),
    )


def _kept(how_many: rx.Var[str], title: str, href: str) -> rx.Component:
    return panel(
        rx.el.p(how_many, data_testid=f"count-{title.lower()}"),
        text_link(f"Open {title}", href=href),
        title=title,
    )


def no_orders() -> rx.Component:
    return empty_state(
        "Order something first",
        "What you order while signed in is listed here.",
        link_button("Look around", href="/"),
        picture="ledger",
    )


def _recent() -> rx.Component:
    return rx.el.section(
        section_header("Latest orders", more="All orders", more_href="/account/orders"),
        order_table(AccountState.recent),
    )
