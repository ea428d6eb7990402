"""Messages with the buyer of an order."""

from typing import Any

import reflex as rx

from core.orders.messages import LONGEST
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.layout import panel
from core.ui.components.text_input import textarea_field
from vendor_portal.pages.order.messages.state import TalkState


def talk() -> rx.Component:
    return panel(
        notes(TalkState),
        rx.el.ol(rx.foreach(TalkState.messages, _message), class_name="stack"),
        rx.el.form(
            textarea_field(
                "Write to the buyer",
                "body",
                id="message",
                max_length=LONGEST,
                rows=3,
                required=True,
            ),
            rx.el.div(button("Send", type="submit", variant="secondary", size="small")),
            on_submit=TalkState.write,
            key=TalkState.revision,
            class_name="stack-tight mt-3",
        ),
        title="Messages",
    )


def _message(message: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(rx.el.strong(message.by), ", ", message.at, class_name="text-small text-muted"),
        rx.el.p(message.body),
        key=message.id,
    )
