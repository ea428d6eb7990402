import reflex as rx

from core.identity.passwords import SHORTEST
from core.ui.components.app import install_invitation, push_opt_in
from core.ui.components.button import button, link_button
from core.ui.components.code import copyable_code
from core.ui.components.feedback import banner
from core.ui.components.icon import icon
from core.ui.components.layout import panel
from core.ui.components.native_form import native_form
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.components.states import page_of
from storefront.pages.order.page import order_skeleton, unknown_order
from storefront.pages.order.parts import delivery_address, parcel_card, sums
from storefront.pages.order.state import OrderState
from storefront.shell import frame

order = OrderState.order


def order_confirmed_page() -> rx.Component:
    return frame(
        page_of(
            OrderState,
            _confirmation(),
            waiting=order_skeleton(),
            missing=unknown_order(),
            retry=OrderState.load,
        )
    )


def _confirmation() -> rx.Component:
    return rx.el.div(
        rx.el.header(
            rx.el.p(
                icon("circle_check"), "Your payment arrived", class_name="cluster answer-good"
            ),
            rx.el.h1("Thank you. The workshops have your order.", tab_index=-1),
            rx.el.p(
                "Order ",
                copyable_code(order.number, label="Copy the order number"),
                ". A receipt goes to ",
                rx.el.strong(order.email),
                ".",
                class_name="text-lead",
                data_testid="confirmed",
            ),
            rx.el.div(
                link_button("Track your order", href=OrderState.track_href),
                link_button(
                    "Dates for your calendar",
                    href=OrderState.calendar_href,
                    variant="secondary",
                    outside=True,
                    data_testid="calendar",
                ),
                class_name="cluster mt-2",
            ),
            when(
                OrderState.is_signed_in & ~OrderState.is_guest,
                push_opt_in("Tell me when it ships"),
            ),
            install_invitation(after_order=True),
            class_name="stack-tight mb-8",
        ),
        rx.el.div(
            rx.foreach(order.parts, lambda part: parcel_card(part, with_steps=False)),
            class_name="stack",
        ),
        rx.el.div(
            sums(order, receipt_href=OrderState.receipt_href),
            delivery_address(order),
            class_name="halves mt-6",
        ),
        when(OrderState.is_guest, _keep_it()),
        class_name="page",
    )


def _keep_it() -> rx.Component:
    """One field, after the purchase. The address comes from the order."""
    form = native_form(
        rx.el.p(
            "Your addresses and later orders in one place, for ",
            rx.el.strong(order.email),
            ". This order joins it when you confirm the address by mail.",
        ),
        rx.el.input(type="hidden", name="number", value=order.number),
        rx.el.input(type="hidden", name="t", value=OrderState.token),
        rx.el.input(
            type="hidden", name="username", value=order.email, auto_complete="username"
        ),
        text_field(
            "Choose a password",
            "password",
            type="password",
            hint=f"At least {SHORTEST} characters.",
            error=OrderState.problem,
            auto_complete="new-password",
            required=True,
        ),
        button("Create an account", type="submit", variant="secondary"),
        action="/auth/after-order",
        class_name="stack max-w-md",
    )
    made = banner(OrderState.notice, tone="success", live=True)
    return rx.el.div(
        panel(
            rx.cond(OrderState.notice, made, form),
            title="Order faster next time",
            data_testid="account-offer",
        ),
        class_name="mt-6",
    )
