"""The frame of a page that loads: skeleton, content, or the reason why there is none."""

from typing import Any

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.feedback import empty_state, error_state
from core.ui.components.fresh import fresh
from core.ui.loading import FAILED, MISSING, READY, REFUSED
from core.ui.values import Text


def page_of(
    state: Any,
    content: rx.Component,
    *,
    waiting: rx.Component,
    missing: rx.Component,
    retry: Any,
    **others: rx.Component,
) -> rx.Component:
    """``others`` are further statuses of this page by name. Content is never hidden for the
    sake of the websocket: a page rendered on the server arrives with its status.
    """
    failed = error_state(
        "This did not load",
        "Something went wrong on our side. The rest of the shop is there.",
        button("Try again", on_click=retry),
        incident=state.incident,
    )
    return fresh(
        rx.match(  # pyright: ignore[reportArgumentType]
            state.status,
            (READY, content),
            (MISSING, missing),
            (REFUSED, not_here("This is not open to you", state.refused_because)),
            (FAILED, rx.el.div(failed, class_name="page")),
            *others.items(),
            waiting,
        ),
        of=state.shown_path,
        waiting=waiting,
    )


def not_here(title: str, sentence: Text) -> rx.Component:
    """For an address that leads to nothing."""
    return rx.el.div(
        rx.el.h1(title, class_name="visually-hidden", tab_index=-1),
        empty_state(
            title,
            sentence,
            link_button("Go to the shop", href="/"),
            link_button("Search", href="/search", variant="secondary"),
            picture="shelf",
        ),
        class_name="page",
    )
