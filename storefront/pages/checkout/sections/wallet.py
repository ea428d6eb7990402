"""Beside the sums: a form of its own, so that Enter in it does not send the order."""

from typing import Any

import reflex as rx

from core.ui.components.button import button, icon_button
from core.ui.components.choice import checkbox
from core.ui.components.layout import panel, total_row
from core.ui.components.link import text_link
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.pages.checkout.state import CheckoutState

found = CheckoutState.wallet


def wallet() -> rx.Component:
    return panel(
        rx.el.div(
            rx.el.ul(
                rx.foreach(found.tenders, _card), class_name="stack-tight", data_testid="cards"
            ),
            rx.el.form(
                text_field(
                    "Gift card code",
                    "gift_code",
                    error=CheckoutState.card_error,
                    auto_complete="off",
                    auto_capitalize="characters",
                    spell_check=False,
                ),
                button("Use this card", type="submit", variant="secondary", size="small"),
                on_submit=CheckoutState.apply_card,
                key=CheckoutState.card_form,
                class_name="stack-tight",
            ),
            rx.el.p(CheckoutState.card_said, role="status", class_name="text-small text-muted"),
            _own(),
            class_name="stack",
        ),
        title="Gift card, credit or points",
        data_testid="wallet",
    )


def tender_rows() -> rx.Component:
    """Under the total: what is paid already, and what is left."""
    return rx.cond(
        found.tenders,
        rx.fragment(
            rx.foreach(found.tenders, lambda one: total_row(one.label, one.amount)),
            total_row("Left to pay", rx.el.span(found.due, data_testid="due"), final=True),
        ),
    )


def _card(tender: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(tender.label),
        rx.el.span(
            rx.el.span(tender.amount, class_name="numeric"),
            when(
                tender.card,
                icon_button(
                    "x",
                    "Take out " + tender.label,
                    size="small",
                    on_click=CheckoutState.remove_card(tender.card),
                ),
            ),
            class_name="cluster",
        ),
        class_name="spread",
    )


def _own() -> rx.Component:
    """Credit and points belong to an account."""
    return rx.cond(
        CheckoutState.is_signed_in,
        rx.fragment(
            when(
                found.credit,
                checkbox(
                    "Use store credit",
                    "use_credit",
                    hint=rx.fragment("You have ", found.credit),
                    checked=found.uses_credit,
                    on_change=CheckoutState.use_credit,
                ),
            ),
            when(
                found.points,
                checkbox(
                    "Use points",
                    "use_points",
                    hint=rx.fragment(
                        "You have ", found.points, ", worth ", found.points_worth,
                        ". They pay up to half of an order.",
                    ),
                    checked=found.uses_points,
                    on_change=CheckoutState.use_points,
                ),
            ),
        ),
        rx.el.p(
            text_link("Sign in", href="/signin?next=/checkout"),
            " to use store credit and points.",
            class_name="text-small text-muted",
        ),
    )  # fmt: skip
