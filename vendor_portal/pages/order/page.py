import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.code import copyable_code
from core.ui.components.desk_page import notes
from core.ui.components.dialog import opens
from core.ui.components.feedback import banner
from core.ui.components.layout import page_header, panel, total_row, totals
from core.ui.components.navigation import breadcrumb
from core.ui.components.progress import timeline
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.order.dialogs import CANCEL, DECLINE, REFUND, dialogs
from vendor_portal.pages.order.messages.section import talk
from vendor_portal.pages.order.parcels import packing, parcels
from vendor_portal.pages.order.state import OrderState

order = OrderState.order


def order_page() -> rx.Component:
    return desk_page(
        OrderState,
        breadcrumb([("Orders", "/orders")], order.number),
        page_header(
            rx.fragment("Order ", order.number),
            _actions(),
            intro=rx.fragment("Placed ", order.placed),
        ),
        notes(OrderState),
        _to_answer(),
        rx.el.div(
            rx.el.div(packing(), parcels(), class_name="stack min-w-0"),
            rx.el.div(_sums(), _buyer(), talk(), _history(), class_name="stack min-w-0"),
            class_name="with-aside mt-4",
        ),
        dialogs(),
        current="/orders",
        missing="There is no such order",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        rx.el.span(
            badge(order.status, tone=order.tone, shape=order.shape), data_testid="order-status"
        ),
        link_button(
            "Packing slip",
            href=order.slip_href,
            variant="secondary",
            size="small",
            icon_name="printer",
            outside=True,
            target="_blank",
        ),
        when(
            order.can_refund,
            button("Refund", variant="secondary", size="small", **opens(REFUND)),
        ),
        when(
            order.can_cancel & ~order.is_new,
            button("Cancel", variant="secondary", size="small", **opens(CANCEL)),
        ),
        class_name="cluster",
    )


def _to_answer() -> rx.Component:
    question = banner(
        "Can you send this?",
        order.deadline,
        tone="attention",
        action=rx.el.div(
            button(
                "Accept",
                on_click=OrderState.accept,
                pending=OrderState.busy == "accept",
                pending_label="Accepting…",
                size="small",
            ),
            button("Decline", variant="secondary", size="small", **opens(DECLINE)),
            class_name="cluster",
        ),
    )
    return when(order.is_new, question)


def _sums() -> rx.Component:
    sums = order.money
    return panel(
        totals(
            total_row("Pieces", sums.pieces),
            total_row("Delivery", sums.delivery),
            when(sums.packaging, total_row(sums.packaging, sums.packing)),
            rx.foreach(sums.discounts, lambda one: total_row(one[0], one[1])),
            total_row("Buyer pays", sums.gross),
            when(sums.subsidy, total_row("Discounts paid by the market", sums.subsidy)),
            total_row("Commission of the market", sums.commission),
            total_row("You earn", rx.el.span(sums.net, data_testid="net"), final=True),
        ),
        when(
            sums.refunded,
            rx.el.p(
                "Refunded to the buyer: ",
                sums.refunded,
                ". The market gives its commission on it back.",
                class_name="text-small text-muted mt-3",
            ),
        ),
        title="Money",
    )


def _buyer() -> rx.Component:
    return panel(
        rx.el.address(
            rx.foreach(order.address, lambda line: rx.el.span(line, class_name="block")),
            class_name="not-italic",
        ),
        rx.el.p(copyable_code(order.email, label="Copy the e-mail"), class_name="mt-3"),
        when(order.arrival, rx.el.p(order.arrival, class_name="text-muted mt-3")),
        when(order.note, banner("The buyer writes", order.note)),
        when(order.gift, banner("Write on a card in the parcel", order.gift)),
        title="Send to",
    )


def _history() -> rx.Component:
    return panel(timeline(order.history), title="What happened")
