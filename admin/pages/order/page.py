import reflex as rx

from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.order.books import entries, payments, refunds
from admin.pages.order.dialogs import dialogs
from admin.pages.order.sections import parts
from admin.pages.order.state import CANCEL_ORDER, OrderState
from core.ui.components.button import button
from core.ui.components.code import copyable_code
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import page_header, panel, total_row, totals
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.progress import timeline
from core.ui.values import when

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
        when(OrderState.panel == "", notes(OrderState)),
        when(
            order.deadline,
            rx.el.div(banner("Not paid yet", order.deadline, tone="info"), class_name="mb-4"),
        ),
        rx.el.div(
            rx.el.div(parts(), class_name="min-w-0"),
            rx.el.div(_sums(), _buyer(), _history(), class_name="stack min-w-0"),
            class_name="with-aside",
        ),
        rx.el.div(payments(), refunds(), entries(), class_name="stack mt-4"),
        dialogs(),
        current="/orders",
        missing="There is no such order",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        mark(order.status, data_testid="order-status"),
        mark(order.payment, data_testid="payment-status"),
        mark(order.delivery, data_testid="delivery-status"),
        when(
            order.can_cancel,
            button(
                "Cancel the order",
                variant="secondary",
                size="small",
                on_click=OrderState.open_panel(CANCEL_ORDER),
            ),
        ),
        class_name="cluster",
    )


def _sums() -> rx.Component:
    sums = order.sums
    return panel(
        totals(
            total_row("Pieces", sums.pieces),
            total_row("Delivery", sums.delivery),
            rx.foreach(sums.discounts, lambda one: total_row(one[0], one[1])),
            when(sums.tax, total_row("Tax", sums.tax)),
            total_row("Total", rx.el.span(sums.total, data_testid="total"), final=True),
            when(
                sums.refunded,
                total_row("Refunded", rx.el.span(sums.refunded, data_testid="refunded")),
            ),
            when(sums.refunded, total_row("Remains", sums.kept)),
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
        when(
            order.customer_href,
            rx.el.p(text_link("The customer's account", href=order.customer_href)),
            rx.el.p("Ordered as a guest", class_name="text-small text-muted"),
        ),
        when(order.note, banner("The buyer writes", order.note)),
        title="Buyer",
    )


def _history() -> rx.Component:
    return panel(timeline(order.history), title="What happened")
