"""Decisions about a product: each names what follows from it."""

import reflex as rx

from admin.components.panels import panel_buttons, panel_dialog, reason_dialog
from admin.pages.product.state import ProductState
from core.ui.components.text_input import textarea_field

product = ProductState.product
APPROVE, REJECT, PAUSE, ARCHIVE = "approve", "reject", "pause", "archive"


def dialogs() -> rx.Component:
    return rx.fragment(
        _approve(),
        reason_dialog(
            ProductState,
            REJECT,
            rx.fragment("Reject ", product.title, "?"),
            "It is not shown. The workshop can put it right and send it in again.",
            verb="Reject",
            on_submit=ProductState.reject,
        ),
        reason_dialog(
            ProductState,
            PAUSE,
            rx.fragment("Pause ", product.title, "?"),
            "It is hidden at once, and can be published again.",
            verb="Pause",
            on_submit=ProductState.pause,
        ),
        reason_dialog(
            ProductState,
            ARCHIVE,
            rx.fragment("Archive ", product.title, "?"),
            "It is withdrawn for good. Orders keep showing it.",
            verb="Archive",
            on_submit=ProductState.archive,
        ),
    )


def _approve() -> rx.Component:
    return panel_dialog(
        ProductState,
        APPROVE,
        rx.fragment("Publish ", product.title, "?"),
        rx.el.p("It can be found and bought from now on."),
        rx.el.form(
            textarea_field(
                "Note",
                "note",
                id="approve-note",
                hint="Kept in the history of the product.",
                max_length=500,
                optional=True,
            ),
            panel_buttons(ProductState, "Approve", variant="primary"),
            on_submit=ProductState.approve,
            key=ProductState.revision,
            class_name="stack",
        ),
    )
