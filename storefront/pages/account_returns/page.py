from typing import Any

import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.case import case_table
from core.ui.components.feedback import empty_state
from core.ui.components.navigation import pagination, tab, tabs
from storefront.pages.account.frame import account_page
from storefront.pages.account_returns.state import PATH, AccountReturnsState


def account_returns_page() -> rx.Component:
    full = rx.fragment(
        case_table(AccountReturnsState.rows, label="Your cases", other="Workshop"),
        rx.el.div(pagination(AccountReturnsState.pager), class_name="mt-6"),
    )
    nothing = empty_state(
        "Nothing to settle",
        "To return a piece or to report a problem, open the order it came with.",
        link_button("Your orders", href="/account/orders"),
        picture="box",
    )
    return account_page(
        "Returns and problems",
        PATH,
        AccountReturnsState,
        rx.el.div(
            tabs("Kinds of cases", rx.foreach(AccountReturnsState.kinds, _tab)),
            class_name="mb-6",
        ),
        rx.cond(AccountReturnsState.rows, full, nothing),
    )


def _tab(one: Any) -> rx.Component:
    return tab(one.label, href=one.href, is_current=one.is_current)
