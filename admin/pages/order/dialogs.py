"""What cannot be taken back is asked for once more, with what it comes to."""

from typing import Any

import reflex as rx

from admin.pages.order.state import (
    CANCEL_ORDER,
    CANCEL_PART,
    DELIVERY,
    REASON,
    REFUND,
    SHOWN,
    OrderState,
)
from core.ui.components.button import button
from core.ui.components.dialog import dialog
from core.ui.components.feedback import banner
from core.ui.components.text_input import money_field, textarea_field
from core.ui.values import when

part = OrderState.part


def dialogs() -> rx.Component:
    return rx.fragment(
        _refund(),
        _with_reason(
            CANCEL_PART,
            rx.fragment("Cancel the part of ", part.workshop, "?"),
            "The buyer gets all that was paid for it back, and the stock is free again.",
            verb="Cancel this part",
            on_submit=OrderState.cancel_part,
        ),
        _with_reason(
            CANCEL_ORDER,
            rx.fragment("Cancel order ", OrderState.order.number, "?"),
            "Every part that has not left its workshop is canceled and refunded in full.",
            verb="Cancel the order",
            on_submit=OrderState.cancel_whole,
        ),
    )


def _refund() -> rx.Component:
    return _panel(
        REFUND,
        rx.fragment("Refund to the buyer of ", part.number),
        rx.el.form(
            rx.el.ul(rx.foreach(part.lines, _line), class_name="rows"),
            when(part.delivery_left, _delivery()),
            _reason(REFUND),
            rx.el.input(type="hidden", name=SHOWN, value=OrderState.amount_minor),
            _preview(),
            _buttons(
                rx.cond(OrderState.amount, "Refund " + OrderState.amount, "Refund"),
                pending=OrderState.busy == "refund",
                is_off=OrderState.amount == "",
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


def _with_reason(
    name: str, title: Any, sentence: str, *, verb: str, on_submit: Any
) -> rx.Component:
    return _panel(
        name,
        title,
        rx.el.p(sentence),
        rx.el.form(
            _reason(name),
            _buttons(verb, pending=OrderState.busy != ""),
            on_submit=on_submit,
            key=OrderState.revision,
            class_name="stack",
        ),
    )


def _panel(name: str, title: Any, *body: rx.Component) -> rx.Component:
    return dialog(
        f"{name}-dialog",
        title,
        when(
            (OrderState.panel == name) & (OrderState.refusal != ""),
            banner(OrderState.refusal, tone="danger", live=True),
        ),
        *body,
        is_open=OrderState.panel == name,
        on_close=OrderState.close,
    )


def _reason(name: str) -> rx.Component:
    return textarea_field(
        "Reason",
        REASON,
        id=f"{name}-reason",
        hint="The buyer reads this.",
        max_length=200,
        required=True,
    )


def _buttons(verb: Any, *, pending: Any, is_off: Any = None) -> rx.Component:
    off = {"disabled": is_off} if is_off is not None else {}
    return rx.el.div(
        button("Keep it as it is", variant="secondary", custom_attrs={"data-closes": ""}),
        button(verb, type="submit", variant="danger", pending=pending, **off),
        class_name="cluster justify-end",
    )
