"""Be told: when it is back, when it costs less, when a search finds something new."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import banner
from core.ui.components.menu import disclosure
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.state.shell import ShellState
from storefront.state.watching import SearchKeepState, WatchState


def stock_alert(variant_id: Any) -> rx.Component:
    """In place of a button that could put nothing in the bag."""
    return rx.el.div(
        rx.el.form(
            _subject(variant_id),
            _email("stock-alert-email"),
            rx.el.div(
                button(
                    "Tell me when it is back",
                    type="submit",
                    variant="secondary",
                    icon_name="bell",
                    pending=WatchState.busy == "set_stock_alert",
                )
            ),
            on_submit=WatchState.set_stock_alert,
            class_name="stack-tight",
            data_testid="stock-alert",
        ),
        _answer(),
    )


def price_alert(variant_id: Any) -> rx.Component:
    return rx.el.div(
        disclosure(
            "Tell me when it costs less",
            rx.el.form(
                _subject(variant_id),
                text_field(
                    "Your price, in " + ShellState.currency,
                    "target",
                    id="price-alert-target",
                    input_mode="decimal",
                    required=True,
                    auto_complete="off",
                ),
                _email("price-alert-email"),
                rx.el.div(
                    button(
                        "Set the alert",
                        type="submit",
                        variant="secondary",
                        icon_name="bell",
                        pending=WatchState.busy == "set_price_alert",
                    )
                ),
                on_submit=WatchState.set_price_alert,
                class_name="stack-tight",
                data_testid="price-alert",
            ),
        ),
        _answer(),
    )


def keep_search_button() -> rx.Component:
    """For the head of a list. A guest is asked to sign in."""
    return button(
        "Save this search",
        variant="secondary",
        size="small",
        icon_name="bell",
        pending=SearchKeepState.busy == "keep",
        on_click=SearchKeepState.keep,
        data_testid="keep-search",
    )


def _subject(variant_id: Any) -> rx.Component:
    return rx.el.input(type="hidden", name="variant", value=variant_id, read_only=True)


def _email(field_id: str) -> rx.Component:
    """Who is signed in is written to at the account's address."""
    return when(
        ~ShellState.is_signed_in,
        text_field(
            "E-mail",
            "email",
            id=field_id,
            type="email",
            hint="We send one link to confirm, and one mail when it is so. Nothing else.",
            auto_complete="email",
            required=True,
        ),
    )


def _answer() -> rx.Component:
    return rx.el.div(
        when(WatchState.done, banner(WatchState.done, tone="success")),
        when(WatchState.refusal, banner(WatchState.refusal, tone="danger")),
        role="status",
        class_name="mt-2",
    )
