"""Words to the workshops of an order, and its address while it can be changed."""

from typing import Any

import reflex as rx

from core.orders.messages import LONGEST
from core.ui.components.button import button
from core.ui.components.feedback import banner
from core.ui.components.layout import panel
from core.ui.components.menu import disclosure
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when
from storefront.pages.order.talk.state import OrderContactState

FIELDS = (
    ("name", "Name", "name"),
    ("line1", "Street and number", "address-line1"),
    ("line2", "Floor, company", "address-line2"),
    ("postcode", "Postcode", "postal-code"),
    ("city", "Town", "address-level2"),
    ("phone", "Phone", "tel"),
)
OPTIONAL = {"line2", "phone"}


def contact() -> rx.Component:
    return rx.el.div(
        when(
            OrderContactState.done,
            banner(OrderContactState.done, tone="success", live=True),
        ),
        when(
            OrderContactState.refusal,
            banner(OrderContactState.refusal, tone="danger", live=True),
        ),
        when(
            OrderContactState.can_change,
            disclosure("Change the address", _address()),
        ),
        rx.foreach(OrderContactState.talks, _talk),
        class_name="stack mt-6",
    )


def _talk(talk: Any) -> rx.Component:
    return panel(
        rx.el.ol(rx.foreach(talk.messages, _message), class_name="stack"),
        rx.el.form(
            rx.el.input(type="hidden", name="part", value=talk.number),
            textarea_field(
                rx.fragment("Write to ", talk.workshop),
                "body",
                id="message-" + talk.number.to(str),
                max_length=LONGEST,
                rows=3,
                required=True,
            ),
            rx.el.div(button("Send", type="submit", variant="secondary")),
            on_submit=OrderContactState.write,
            key=OrderContactState.revision,
            class_name="stack-tight mt-3",
        ),
        title="Messages",
        data_testid="talk",
    )


def _message(message: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.strong(message.by), ", ", message.at, class_name="text-small text-muted"),
        rx.el.p(message.body, class_name="review-text"),
        key=message.id,
    )


def _address() -> rx.Component:
    def one(name: str, label: str, tokens: str) -> rx.Component:
        return text_field(
            label,
            name,
            id=f"order-{name}",
            default_value=OrderContactState.address[name],
            error=rx.cond(
                OrderContactState.errors[name], OrderContactState.errors[name].to(str), ""
            ),
            auto_complete=f"shipping {tokens}",
            optional=name in OPTIONAL,
            required=name not in OPTIONAL,
        )

    return rx.el.form(
        rx.el.p(
            "Until a parcel is packed. The country stays, as price and taxes depend on it.",
            class_name="text-small text-muted",
        ),
        rx.el.div(*[one(*field) for field in FIELDS], class_name="form-grid"),
        rx.el.div(button("Save the address", type="submit", variant="secondary")),
        on_submit=OrderContactState.readdress,
        class_name="stack py-3",
    )
