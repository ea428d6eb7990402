from typing import Any

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.drawing import drawing
from core.ui.components.expiry import expiry_warning
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.components.layout import detail, details_of, panel
from core.ui.components.leave import leave
from core.ui.components.link import text_link
from core.ui.values import Text, when
from storefront.components.states import page_of
from storefront.pages.checkout_return.state import Phase, ReturnState
from storefront.pages.order.page import unknown_order
from storefront.shell import checkout_frame


def checkout_return_page() -> rx.Component:
    return checkout_frame(
        leave(ReturnState.leave_to),
        page_of(
            ReturnState,
            rx.el.div(
                rx.match(
                    ReturnState.phase,
                    (Phase.FINISHING.value, _finishing()),
                    (Phase.PLACED.value, _finishing()),
                    (Phase.DECLINED.value, _declined()),
                    (Phase.CANCELED.value, _canceled()),
                    (Phase.UNPAID.value, _unpaid()),
                    _over(),
                ),
                class_name="page page-narrow",
            ),
            waiting=_skeleton(),
            missing=unknown_order(),
            retry=ReturnState.load,
        ),
    )


def _finishing() -> rx.Component:
    slow = rx.el.div(
        rx.el.p(
            "Your bank takes its time. If you have paid, you can close this page: we write to ",
            rx.el.strong(ReturnState.email_to),
            " as soon as we know.",
        ),
        rx.el.p("Have you not paid yet?"),
        _methods("Go to the payment page"),
        class_name="stack mt-4",
    )
    return rx.el.div(
        rx.el.div(
            rx.el.span(class_name="spinner spinner-large", aria_hidden="true"),
            rx.el.h1("Finishing your order", tab_index=-1),
            rx.el.p("Do not close this page. It takes a few seconds.", class_name="text-lead"),
            class_name="finishing",
            role="status",
        ),
        when(ReturnState.is_slow, slow),
    )


def _declined() -> rx.Component:
    return _stopped(
        ReturnState.headline,
        rx.el.p(ReturnState.advice, class_name="text-lead"),
        rx.el.p("Nothing was charged."),
    )


def _canceled() -> rx.Component:
    return _stopped(
        "You left the payment page",
        rx.el.p(
            "Nothing was charged. Your order waits for 30 minutes.", class_name="text-lead"
        ),
    )


def _unpaid() -> rx.Component:
    return _stopped(
        "Your order waits for its payment",
        rx.el.p("Nothing was charged yet.", class_name="text-lead"),
    )


def _over() -> rx.Component:
    return rx.el.div(
        drawing("thread"),
        rx.el.h2("This order can no longer be paid"),
        rx.el.p(
            "Its time ran out or it was canceled, and the pieces went back on the shelf. If "
            "money left your account, it comes back by itself."
        ),
        rx.el.div(
            link_button("Go to the shop", href="/"),
            link_button("Your bag", href="/cart", variant="secondary"),
            class_name="cluster",
        ),
        class_name="empty",
    )


def _stopped(title: Text, *words: rx.Component) -> rx.Component:
    """The order stands as it was typed; only its payment starts again."""
    return rx.el.div(
        _expiry(),
        rx.el.h1(title, tab_index=-1, data_testid="payment-stopped"),
        *words,
        when(ReturnState.refusal, banner(ReturnState.refusal, tone="danger", live=True)),
        _methods("Try again"),
        panel(
            details_of(
                detail("Order", ReturnState.number),
                detail("To pay", ReturnState.total),
                detail("Receipt to", ReturnState.email_to),
                detail(
                    "Goes to",
                    rx.foreach(
                        ReturnState.ship_to, lambda line: rx.el.span(line, class_name="block")
                    ),
                ),
            ),
            title="Your order is kept",
        ),
        rx.el.p(text_link("Back to the shop", href="/")),
        class_name="stack",
        role="status",
    )


def _expiry() -> rx.Component:
    return expiry_warning(
        "Your pieces go back on the shelf in three minutes",
        "One press holds them for another half hour.",
        stamp=ReturnState.stamp,
        seconds=ReturnState.seconds,
        verb="Hold them",
        on_extend=ReturnState.extend,
        over=banner(
            "Time is up",
            "Nothing was charged. The pieces are in your bag again, if they still are there.",
            tone="attention",
        ),
    )


def _methods(verb: str) -> rx.Component:
    return rx.el.div(
        rx.foreach(
            ReturnState.methods,
            lambda method: _method(method, verb),
        ),
        class_name="cluster",
    )


def _method(method: Any, verb: str) -> rx.Component:
    return button(
        verb + ": " + method.label.to(str),
        pending=ReturnState.is_starting,
        pending_label="Opening the payment page…",
        on_click=ReturnState.try_again(method.name),
        data_testid="try-again",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        loading(skeleton(class_name="h-40"), label="Finishing your order…"),
        class_name="page page-narrow",
    )
