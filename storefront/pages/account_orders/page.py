import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.feedback import empty_state
from core.ui.components.native_form import native_form
from core.ui.components.navigation import pagination
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.components.order_rows import order_table
from storefront.pages.account.frame import account_page
from storefront.pages.account.page import no_orders
from storefront.pages.account_orders.state import STATUSES, AccountOrdersState


def account_orders_page() -> rx.Component:
    full = rx.fragment(
        order_table(AccountOrdersState.rows),
        rx.el.div(pagination(AccountOrdersState.pager), class_name="mt-6"),
    )
    nothing = rx.cond(AccountOrdersState.is_narrowed, _no_match(), no_orders())
    return account_page(
        "Your orders",
        "/account/orders",
        AccountOrdersState,
        when(AccountOrdersState.has_filter, _filter()),
        rx.cond(AccountOrdersState.rows, full, nothing),
    )


def _filter() -> rx.Component:
    """A plain GET form: the address says what is shown."""
    return native_form(
        text_field(
            "Number or piece",
            "q",
            type="search",
            default_value=AccountOrdersState.text,
            key=AccountOrdersState.text,
        ),
        select_field(
            "State",
            "status",
            STATUSES,
            default_value=AccountOrdersState.chosen,
            key="status" + AccountOrdersState.chosen,
        ),
        select_field(
            "Year",
            "year",
            AccountOrdersState.years,
            default_value=AccountOrdersState.year,
            key="year" + AccountOrdersState.year,
        ),
        button("Show", type="submit", variant="secondary"),
        action="/account/orders",
        method="get",
        class_name="order-filter mb-6",
    )


def _no_match() -> rx.Component:
    return empty_state(
        "Look for something else",
        "None of your orders is like that.",
        link_button("All your orders", href="/account/orders"),
        picture="ledger",
    )
