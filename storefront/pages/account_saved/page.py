from typing import Any

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner, empty_state
from core.ui.components.link import text_link
from core.ui.components.navigation import pagination, tab, tabs
from core.ui.values import when
from storefront.pages.account.frame import account_page
from storefront.pages.account_lists.sections import list_tools, new_list
from storefront.pages.account_lists.state import ListsState
from storefront.pages.account_saved.pieces import saved_piece
from storefront.pages.account_saved.state import SavedState
from storefront.pages.account_saved.views import PATH


def account_saved_page() -> rx.Component:
    """The default list, and by its address every other one."""
    return account_page(
        "Saved pieces",
        PATH,
        SavedState,
        _news(),
        rx.el.div(
            tabs("Your lists", rx.foreach(SavedState.links, _list_tab)),
            new_list(),
            class_name="spread mb-6",
        ),
        rx.el.div(rx.el.h2(SavedState.shown.name), list_tools(), class_name="spread mb-4"),
        rx.cond(SavedState.pieces, _pieces(), _empty()),
    )


def _pieces() -> rx.Component:
    return rx.el.div(
        rx.el.ul(
            rx.foreach(SavedState.pieces, lambda piece: rx.el.li(saved_piece(piece))),
            class_name="card-grid",
        ),
        rx.el.div(pagination(SavedState.pager), class_name="mt-6"),
    )


def _list_tab(one: Any) -> rx.Component:
    return tab(
        one.name, href=one.href, is_current=one.id == SavedState.shown.id, count=one.pieces
    )


def _empty() -> rx.Component:
    return empty_state(
        "Save pieces you like",
        "Press the bookmark on any piece. It is kept here with the price of that day.",
        link_button("Look around", href="/"),
        picture="shelf",
    )


def _news() -> rx.Component:
    """What just happened, for eyes and for readers."""
    removed = banner(
        SavedState.removed + " is off the list.",
        action=button("Undo", variant="secondary", size="small", on_click=SavedState.undo),
    )
    guest = banner(
        "These lists are kept in this browser for 30 days",
        "In your account they stay, on all of your devices.",
        action=text_link("Sign in", href=f"/signin?next={PATH}"),
    )
    return rx.el.div(
        when(~SavedState.is_signed_in, guest),
        rx.el.div(
            when(SavedState.removed, removed),
            when(SavedState.refusal, banner(SavedState.refusal, tone="danger")),
            when(ListsState.refusal, banner(ListsState.refusal, tone="danger")),
            when(SavedState.done, banner(SavedState.done, tone="success")),
            role="status",
            class_name="stack-tight",
        ),
        class_name="stack-tight mb-6",
    )
