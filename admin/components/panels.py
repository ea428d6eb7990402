"""Dialogs that ask once more, with a reason where somebody will read it."""

from typing import Any

import reflex as rx

from core.ui.components.button import Variant, button
from core.ui.components.dialog import dialog
from core.ui.components.feedback import banner
from core.ui.components.text_input import textarea_field
from core.ui.values import when

REASON = "reason"


def panel_dialog(state: Any, name: str, title: Any, *body: rx.Component) -> rx.Component:
    """Open while ``state.panel`` is ``name``; a refusal is told inside."""
    is_open = state.panel == name
    return dialog(
        f"{name}-dialog",
        title,
        rx.el.div(
            when(
                is_open & (state.refusal != ""),
                banner(state.refusal, tone="danger", live=True),
            ),
            *body,
            class_name="stack",
        ),
        is_open=is_open,
        on_close=state.close_panel,
    )


def reason_dialog(
    state: Any,
    name: str,
    title: Any,
    sentence: str,
    *,
    verb: str,
    on_submit: Any,
    hint: str = "The workshop reads this.",
    max_length: int = 500,
) -> rx.Component:
    """``hint`` says who reads the reason."""
    return panel_dialog(
        state,
        name,
        title,
        rx.el.p(sentence),
        rx.el.form(
            reason_field(name, hint, max_length),
            panel_buttons(state, verb),
            on_submit=on_submit,
            key=state.revision,
            class_name="stack",
        ),
    )


def confirm_panel(
    state: Any,
    name: str,
    title: Any,
    sentence: Any,
    *,
    verb: str,
    on_confirm: Any,
    variant: Variant = "primary",
) -> rx.Component:
    return panel_dialog(
        state,
        name,
        title,
        rx.el.p(sentence),
        rx.el.form(panel_buttons(state, verb, variant=variant), on_submit=on_confirm),
    )


def reason_field(name: str, hint: str, max_length: int) -> rx.Component:
    return textarea_field(
        "Reason",
        REASON,
        id=f"{name}-reason",
        hint=hint,
        max_length=max_length,
        required=True,
    )


def panel_buttons(
    state: Any, verb: Any, *, variant: Variant = "danger", **props: Any
) -> rx.Component:
    """``props`` go to the button that does it."""
    return rx.el.div(
        button("Keep it as it is", variant="secondary", custom_attrs={"data-closes": ""}),
        button(verb, type="submit", variant=variant, pending=state.busy != "", **props),
        class_name="cluster justify-end",
    )
