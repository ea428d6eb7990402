"""What cannot be taken back is asked for once more, with what it comes to."""

from typing import Any

import reflex as rx

from admin.components.panels import panel_buttons, panel_dialog, reason_dialog, reason_field
from admin.pages.order.state import (
    CANCEL_ORDER,
    CANCEL_PART,
    DELIVERY,
    REFUND,
    SHOWN,
    OrderState,
)
from core.ui.components.text_input import money_field
from core.ui.values import when

part = OrderState.part
LONGEST_REASON = 200
BUYER_READS = "The buyer reads this."


def dialogs() -> rx.Component:
    return rx.fragment(
        _refund(),
        reason_dialog(
            OrderState,
            CANCEL_PART,
            rx.fragment("Cancel the part of ", part.workshop, "?"),
            "The buyer gets all that was paid for it back, and the stock is free again.",
            verb="Cancel this part",
            on_submit=OrderState.cancel_part,
            hint=BUYER_READS,
            max_length=LONGEST_REASON,
        ),
        reason_dialog(
            OrderState,
            CANCEL_ORDER,
            rx.fragment("Cancel order ", OrderState.order.number, "?"),
            "Every part that has not left its workshop is canceled and refunded in full.",
            verb="Cancel the order",
            on_submit=OrderState.cancel_whole,
            hint=BUYER_READS,
            max_length=LONGEST_REASON,
        ),
    )


def _refund() -> rx.Component:
    return panel_dialog(
        OrderState,
        REFUND,
        rx.fragment("Refund to the buyer of ", part.number),
        rx.el.form(
            rx.el.ul(rx.foreach(part.lines, _line), class_name="rows"),
            when(part.delivery_left, _delivery()),
            reason_field(REFUND, BUYER_READS, LONGEST_REASON),
            rx.el.input(type="hidden", name=SHOWN, value=OrderState.amount_minor),
            _preview(),
            panel_buttons(
                OrderState,
                rx.cond(OrderState.amount, "Refund " + OrderState.amount, "Refund"),
                disabled=OrderState.amount == "",
            ),
            on_submit=OrderState.refund,
            key=OrderState.refund_key,
            class_name="stack",
        ),
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        rx.el.label(
            line.title,
            rx.el.p(line.unit, " each", class_name="text-small text-muted"),
            html_for="refund-" + line.id,
            class_name="row-main",
        ),
        rx.el.input(
            type="number",
            id="refund-" + line.id,
            default_value=0,
            min=0,
            max=line.left,
            on_change=lambda units: OrderState.choose("line:" + line.id, units),
            class_name="input input-count",
        ),
        rx.el.span("of ", line.left, class_name="text-small text-muted"),
    )


def _delivery() -> rx.Component:
    return money_field(
        "Delivery",
        DELIVERY,
        id="refund-delivery",
        currency=part.currency,
        hint="At most " + part.delivery_left + ".",
        optional=True,
        on_change=lambda amount: OrderState.choose(DELIVERY, amount),
    )


def _preview() -> rx.Component:
    return rx.el.div(
        when(
            OrderState.amount,
            rx.el.p(
                "The buyer gets ",
                rx.el.strong(OrderState.amount, data_testid="refund-amount"),
                " back.",
            ),
            rx.el.p(
                when(OrderState.amount_note, OrderState.amount_note, "Choose what to refund."),
                class_name="text-muted",
            ),
        ),
        role="status",
    )
