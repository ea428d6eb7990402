import reflex as rx

from core.ui.components.app import install_invitation, push_opt_in
from core.ui.components.button import link_button
from core.ui.components.code import copyable_code
from core.ui.components.icon import icon
from core.ui.components.layout import panel
from core.ui.components.link import text_link
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
                link_button("Go on looking", href="/", variant="secondary"),
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
        rx.el.div(sums(order), delivery_address(order), class_name="halves mt-6"),
        when(OrderState.is_guest, _keep_it()),
        class_name="page",
    )


def _keep_it() -> rx.Component:
    return rx.el.div(
        panel(
            rx.el.p(
                "With an account, your addresses and later orders are in one place. ",
                text_link("Create an account", href="/signup?email=" + order.email),
            ),
            title="Order faster next time",
        ),
        class_name="mt-6",
    )
