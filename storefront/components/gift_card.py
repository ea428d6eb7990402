"""How a gift card looks: on the page that sells it and on the one that shows its code."""

from typing import Any

import reflex as rx

from core.ui.values import Text, when


def gift_card(
    amount: Text,
    *,
    to: Any,
    sender: Any,
    message: Any,
    code: Any = "",
    ends: Any = "",
) -> rx.Component:
    return rx.el.section(
        rx.el.span(class_name="selvedge", aria_hidden="true"),
        rx.el.div(
            rx.el.p("EcoMarket gift card", class_name="text-small text-muted"),
            rx.el.p(amount, class_name="text-display", data_testid="card-amount"),
            when(to, rx.el.p("For ", rx.el.strong(to))),
            when(message, rx.el.p(message, class_name="text-lead break-words")),
            when(sender, rx.el.p("From ", sender, class_name="text-muted")),
            when(
                code,
                rx.el.p(code, class_name="code-print", data_testid="card-code"),
            ),
            when(ends, rx.el.p(ends, class_name="text-small text-muted")),
            class_name="stack-tight p-6",
        ),
        aria_label="Gift card",
        class_name="panel gift-card",
    )
