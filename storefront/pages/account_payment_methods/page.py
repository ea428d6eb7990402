from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.leave import leave
from core.ui.values import when
from storefront.pages.account.frame import account_page
from storefront.pages.account_payment_methods.state import PATH, PaymentMethodsState


def account_payment_methods_page() -> rx.Component:
    return account_page(
        "Payment methods",
        PATH,
        PaymentMethodsState,
        leave(PaymentMethodsState.leave_to),
        rx.el.p(
            "Cards are kept by the payment service. This shop knows their last four digits "
            "and charges them only for what you order or subscribe to.",
            class_name="text-lead mb-6",
        ),
        notes(PaymentMethodsState),
        rx.cond(PaymentMethodsState.methods, _methods(), _none()),
        when(
            PaymentMethodsState.can_save,
            rx.el.div(
                button(
                    "Save a card",
                    pending=PaymentMethodsState.busy == "save",
                    pending_label="Opening the page…",
                    on_click=PaymentMethodsState.save,
                ),
                class_name="mt-6",
            ),
        ),
    )


def _methods() -> rx.Component:
    return rx.el.ul(rx.foreach(PaymentMethodsState.methods, _method), class_name="rows")


def _method(method: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(method.label),
            " ",
            when(method.is_expired, badge("Expired", tone="attention", shape="attention")),
            rx.el.p(method.until, class_name="text-small text-muted"),
        ),
        button(
            "Remove",
            variant="quiet",
            size="small",
            on_click=PaymentMethodsState.remove(method.id),
            aria_label="Remove " + method.label,
        ),
        class_name="spread",
        data_testid="saved-method",
    )


def _none() -> rx.Component:
    return empty_state(
        "No cards are saved",
        "Save one here, or tick “Save this card” when you pay.",
        picture="box",
    )
