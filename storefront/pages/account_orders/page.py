import reflex as rx

from core.ui.components.navigation import pagination
from storefront.components.order_rows import order_table
from storefront.pages.account.frame import account_page
from storefront.pages.account.page import no_orders
from storefront.pages.account_orders.state import AccountOrdersState


def account_orders_page() -> rx.Component:
    full = rx.fragment(
        order_table(AccountOrdersState.rows),
        rx.el.div(pagination(AccountOrdersState.pager), class_name="mt-6"),
    )
    return account_page(
        "Your orders",
        "/account/orders",
        AccountOrdersState,
        rx.cond(AccountOrdersState.rows, full, no_orders()),
    )
