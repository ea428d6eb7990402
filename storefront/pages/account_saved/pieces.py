"""One saved piece: its card, and what can be done with it."""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.maker import maker_line
from core.ui.components.media import media_image
from core.ui.components.menu import disclosure
from core.ui.components.price import price
from core.ui.components.product_card import product_card_shell
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.pages.account_saved.state import SavedState


def saved_piece(piece: Any) -> rx.Component:
    return rx.el.div(
        product_card_shell(
            piece.title,
            when(piece.options, rx.el.p(piece.options, class_name="text-small")),
            when(piece.workshop, maker_line(piece.workshop, gradient=piece.selvedge)),
            when(piece.price, price(piece.price, was=piece.was)),
            when(
                piece.change,
                rx.el.p(
                    piece.change,
                    class_name="text-small text-muted",
                    data_testid="price-change",
                ),
            ),
            when(piece.stock, rx.el.p(badge(piece.stock))),
            when(piece.note, rx.el.p("“", piece.note, "”", class_name="text-small")),
            href=piece.href,
            image=media_image(piece.image),
        ),
        rx.el.div(_to_bag(piece), class_name="mt-3"),
        disclosure("Note and place", _note(piece), _place(piece)),
        data_testid="saved-piece",
    )


def _to_bag(piece: Any) -> rx.Component:
    add = button(
        "Add to bag",
        variant="secondary",
        size="small",
        icon_name="shopping_bag",
        block=True,
        on_click=SavedState.add_to_bag(piece.id),
    )
    choose = link_button(
        "Open the piece", href=piece.href, variant="secondary", size="small", block=True
    )
    return rx.cond(piece.can_add, add, choose)  # pyright: ignore[reportReturnType]


def _note(piece: Any) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="piece", value=piece.id),
        text_field(
            "Note",
            "note",
            id="note-" + piece.id.to(str),
            optional=True,
            default_value=piece.note,
            max_length=300,
        ),
        rx.el.div(button("Save the note", type="submit", variant="secondary", size="small")),
        on_submit=SavedState.note,
        class_name="stack-tight",
    )


def _place(piece: Any) -> rx.Component:
    move = rx.el.form(
        rx.el.input(type="hidden", name="piece", value=piece.id),
        select_field(
            "Move to another list", "list", SavedState.targets, id="list-" + piece.id.to(str)
        ),
        rx.el.div(button("Move", type="submit", variant="secondary", size="small")),
        on_submit=SavedState.move,
        class_name="stack-tight mt-4",
    )
    return rx.el.div(
        when(SavedState.targets, move),
        rx.el.div(
            _quiet("Earlier", "Show " + piece.title + " earlier", _shift(piece, is_up=True)),
            _quiet("Later", "Show " + piece.title + " later", _shift(piece, is_up=False)),
            _quiet("Remove", "Remove " + piece.title, SavedState.remove(piece.id)),
            class_name="cluster mt-3",
        ),
    )


def _quiet(label: str, name: Any, press: Any) -> rx.Component:
    return button(label, variant="quiet", size="small", aria_label=name, on_click=press)


def _shift(piece: Any, *, is_up: bool) -> Any:
    return SavedState.shift(piece.id, is_up)
