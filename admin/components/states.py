"""The frame of a page that loads: skeleton, content, or the reason why there is none."""

from typing import Any

import reflex as rx

from admin.shell import frame
from core.ui.components.button import button, link_button
from core.ui.components.feedback import (
    banner,
    empty_state,
    error_state,
    loading,
    skeleton,
    skeleton_lines,
)
from core.ui.components.fresh import fresh
from core.ui.loading import FAILED, MISSING, READY, REFUSED
from core.ui.values import when


def desk_page(
    state: Any,
    *content: rx.Component,
    current: str,
    missing: str = "There is nothing here",
) -> rx.Component:
    """``current`` is the section of the sidebar; ``missing`` titles an address of nothing."""
    waiting = loading(skeleton(class_name="h-9 w-56 mb-6"), skeleton_lines(8))
    return frame(
        fresh(
            rx.match(  # pyright: ignore[reportArgumentType]
                state.status,
                (READY, rx.fragment(*content)),
                (MISSING, _missing(missing, current)),
                (REFUSED, _refused(state)),
                (FAILED, _failed(state)),
                waiting,
            ),
            of=state.shown_path,
            waiting=waiting,
        ),
        current=current,
    )


def notes(state: Any) -> rx.Component:
    """What the last press did, or why it did not."""
    return rx.el.div(
        when(state.refusal, banner(state.refusal, tone="danger")),
        when(state.done, banner(state.done, tone="success")),
        role="status",
        class_name="notes",
    )


def news(text: Any, show: Any) -> rx.Component:
    """The list is older than the rows behind it; nothing moves under the cursor."""
    shown = banner(
        text, action=button("Show", on_click=show, variant="secondary", size="small")
    )
    return rx.el.div(when(text, shown), role="status", data_testid="news")


def _missing(title: str, current: str) -> rx.Component:
    return rx.fragment(
        rx.el.h1(title, class_name="visually-hidden", tab_index=-1),
        empty_state(
            title,
            "The link may be old, or a letter of it is missing.",
            link_button("Go back to the list", href=current),
            picture="shelf",
        ),
    )


def _refused(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.h1("Not for this account", class_name="visually-hidden", tab_index=-1),
        empty_state(
            "Ask a super admin",
            state.refused_because,
            link_button("Go to the overview", href="/"),
            picture="ledger",
        ),
    )


def _failed(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.h1("Something went wrong", class_name="visually-hidden", tab_index=-1),
        error_state(
            "This did not load",
            "Something went wrong on our side. Nothing you entered elsewhere is lost.",
            button("Try again", on_click=state.load),
            incident=state.incident,
        ),
    )
