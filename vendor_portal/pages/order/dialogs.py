"""What cannot be taken back is asked for once more, with a reason for the buyer."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.dialog import cancel_button, dialog
from core.ui.components.text_input import money_field, textarea_field
from core.ui.values import when
from vendor_portal.pages.order.state import DELIVERY, REASON, OrderState

order = OrderState.order
SENDS = {"data-sends": ""}  # closes the dialog once the form is complete
DECLINE, CANCEL, REFUND = "decline-order", "cancel-order", "refund-order"


def dialogs() -> rx.Component:
    return rx.fragment(
        _with_reason(
            DECLINE,
            "Decline this order?",
            "The buyer gets the money for your pieces back at once.",
            verb="Decline the order",
            on_submit=OrderState.decline,
        ),
        _with_reason(
            CANCEL,
            "Cancel this order?",
            "The buyer gets the money for your pieces back, and the stock is free again.",
            verb="Cancel the order",
            on_submit=OrderState.cancel,
        ),
        _refund(),
    )


def _with_reason(
    name: str, title: str, sentence: str, *, verb: str, on_submit: Any
) -> rx.Component:
    return dialog(
        name,
        title,
        rx.el.p(sentence),
        rx.el.form(
            textarea_field(
                "Reason",
                REASON,
                id=f"{name}-reason",
                hint="The buyer reads this.",
                max_length=200,
                required=True,
            ),
            _buttons(verb),
            on_submit=on_submit,
            custom_attrs=SENDS,
            class_name="stack",
        ),
    )


def _refund() -> rx.Component:
    sums = order.money
    return dialog(
        REFUND,
        "Refund",
        rx.el.form(
            rx.el.ul(rx.foreach(order.lines, _line), class_name="rows"),
            when(
                sums.has_delivery_left,
                money_field(
                    "Delivery",
                    DELIVERY,
                    id="refund-delivery",
                    currency=sums.currency,
                    hint="At most " + sums.delivery_left + ".",
                    optional=True,
                ),
            ),
            textarea_field(
                "Reason",
                REASON,
                id="refund-reason",
                hint="The buyer reads this.",
                max_length=200,
                required=True,
            ),
            _buttons("Send the refund"),
            on_submit=OrderState.refund,
            custom_attrs=SENDS,
            key=OrderState.revision,
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
            name="line:" + line.id,
            default_value=0,
            min=0,
            max=line.refundable,
            class_name="input input-count",
        ),
        rx.el.span("of ", line.refundable, class_name="text-small text-muted"),
    )


def _buttons(verb: str) -> rx.Component:
    """The form is sent first; the page tells the outcome under its heading."""
    return rx.el.div(
        cancel_button(),
        button(verb, type="submit", variant="danger"),
        class_name="cluster justify-end",
    )
