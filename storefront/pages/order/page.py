import reflex as rx

from core.ui.components.app import push_opt_in
from core.ui.components.button import button, link_button
from core.ui.components.code import copyable_code
from core.ui.components.dialog import confirm_dialog, opens
from core.ui.components.feedback import banner, empty_state, loading, skeleton
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.menu import disclosure
from core.ui.components.progress import timeline
from core.ui.values import when
from storefront.components.states import page_of
from storefront.pages.order.parts import delivery_address, parcel_card, sums
from storefront.pages.order.state import OrderState
from storefront.pages.order.talk.section import contact
from storefront.shell import frame

order = OrderState.order
CANCEL = "cancel-order"


def order_page() -> rx.Component:
    """Tracking: it follows the workshops without a reload."""
    return frame(
        page_of(
            OrderState,
            _tracking(),
            waiting=order_skeleton(),
            missing=unknown_order(),
            retry=OrderState.load,
        )
    )


def unknown_order() -> rx.Component:
    return rx.el.div(
        rx.el.h1("Order not found", class_name="visually-hidden", tab_index=-1),
        empty_state(
            "Look for your order by its number",
            "We cannot show an order here. The link may be cut short, or the order belongs to "
            "another account.",
            link_button("Find my order", href="/orders/lookup"),
            picture="ledger",
        ),
        class_name="page",
    )


def order_skeleton() -> rx.Component:
    return rx.el.div(
        loading(
            skeleton(class_name="h-10 w-64"),
            skeleton(class_name="h-64 mt-6"),
            label="Loading the order…",
        ),
        class_name="page",
    )


def _tracking() -> rx.Component:
    return rx.el.div(
        page_header(
            "Your order",
            when(
                order.can_cancel,
                button("Cancel the order", variant="secondary", **opens(CANCEL)),
            ),
            intro=rx.fragment("Placed ", order.placed, ". This page follows it by itself."),
            above=rx.el.p(copyable_code(order.number, label="Copy the order number")),
        ),
        when(
            OrderState.is_signed_in & ~OrderState.is_guest & order.is_placed,
            rx.el.div(push_opt_in("Tell me when it ships"), class_name="mb-4"),
        ),
        when(OrderState.refusal, banner(OrderState.refusal, tone="danger", live=True)),
        when(
            order.is_canceled,
            banner("This order was canceled", "What was paid goes back to you.", tone="info"),
        ),
        rx.el.div(rx.foreach(order.parts, parcel_card), class_name="stack", aria_live="polite"),
        rx.el.div(
            sums(
                order,
                receipt_href=OrderState.receipt_href,
                documents=OrderState.documents,
            ),
            delivery_address(order),
            class_name="halves mt-6",
        ),
        when(
            order.is_placed,
            rx.el.p(
                text_link(
                    "Withdraw from the contract here", href="/withdraw?order=" + order.number
                ),
                class_name="mt-6 text-small",
            ),
        ),
        when(order.is_placed, contact()),
        rx.el.div(
            disclosure("Everything that happened", timeline(order.history)), class_name="mt-6"
        ),
        confirm_dialog(
            CANCEL,
            "Cancel this order?",
            "Workshops that have not sent anything yet stop, and you get your money back.",
            verb="Cancel the order",
            on_confirm=OrderState.cancel,
        ),
        class_name="page",
    )
