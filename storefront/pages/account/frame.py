"""The frame of the account: where one is in it, and the way out."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import loading, skeleton
from core.ui.components.native_form import native_form
from core.ui.components.navigation import tab, tabs
from core.ui.values import Child, when
from storefront.components.states import not_here, page_of
from storefront.shell import frame

SECTIONS = (
    ("Overview", "/account"),
    ("Orders", "/account/orders"),
    ("Returns", "/account/returns"),
    ("Saved", "/account/saved"),
    ("Following", "/account/following"),
    ("Alerts", "/account/alerts"),
    ("Reviews", "/account/reviews"),
    ("Credit", "/account/credit"),
    ("Addresses", "/account/addresses"),
    ("Payment methods", "/account/payment-methods"),
    ("Devices", "/account/devices"),
    ("Profile", "/account/profile"),
)


def account_page(title: str, current: str, state: Any, *content: Child) -> rx.Component:
    """Some of its pages are open to guests, who have no account to move about in."""
    links = [tab(label, href=href, is_current=href == current) for label, href in SECTIONS]
    return frame(
        page_of(
            state,
            rx.el.div(
                rx.el.div(
                    rx.el.h1(title, tab_index=-1),
                    when(state.is_signed_in, _sign_out()),
                    class_name="spread mb-4",
                ),
                when(state.is_signed_in, tabs("Account", *links)),
                rx.el.div(*content, class_name="mt-8"),
                class_name="page",
            ),
            waiting=rx.el.div(
                loading(skeleton(class_name="h-10 w-64"), skeleton(class_name="h-64 mt-6")),
                class_name="page",
            ),
            missing=not_here("There is nothing here", "Start again from your account."),
            retry=state.load,
        )
    )


def _sign_out() -> rx.Component:
    return native_form(
        button("Sign out", type="submit", variant="secondary", size="small"),
        action="/auth/sign-out",
    )
