"""A workshop's public answer: read, written, changed."""

from typing import Any

import reflex as rx

from core.reviews.inputs import LONGEST_ANSWER
from core.ui.components.button import button
from core.ui.components.text_input import textarea_field
from core.ui.values import when


def answer_part(state: Any, row: Any, *, noun: str, other: rx.Component) -> rx.Component:
    """``row`` has ``id``, ``reply`` and ``replied``; ``state`` an ``editing`` id, ``edit``,
    ``reply`` and ``errors``. ``other`` are further buttons.
    """
    shown = rx.fragment(
        when(
            row.reply,
            rx.el.div(
                rx.el.p(rx.el.strong("You answered on "), row.replied, class_name="text-small"),
                rx.el.p(row.reply, class_name="review-text"),
                class_name="review-reply",
            ),
        ),
        rx.el.div(
            button(
                rx.cond(row.reply, f"Change the {noun}", f"Write a {noun}"),
                variant="secondary",
                size="small",
                on_click=state.edit(row.id),
            ),
            other,
            class_name="cluster",
        ),
    )
    return rx.cond(state.editing == row.id, _form(state, row, noun), shown)  # pyright: ignore[reportReturnType]


def _form(state: Any, row: Any, noun: str) -> rx.Component:
    return rx.el.form(
        textarea_field(
            f"Your {noun}",
            "text",
            id="reply-text",
            hint="Everybody reads it. Leave out addresses, links and phone numbers.",
            error=state.errors.get("text", "").to(str),
            default_value=row.reply,
            max_length=LONGEST_ANSWER,
            rows=4,
            required=True,
            auto_focus=True,
        ),
        rx.el.div(
            button("Publish", type="submit", size="small", pending=state.busy == "reply"),
            button("Cancel", variant="quiet", size="small", on_click=state.edit("")),
            class_name="cluster",
        ),
        on_submit=state.reply,
        class_name="stack",
    )
