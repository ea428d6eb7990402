"""What stands in the frame of a desk's page: skeleton, content, or why there is none."""

from typing import Any

import reflex as rx

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


def desk_content(
    state: Any, *content: rx.Component, current: str, missing: str, why: str, ask: str
) -> rx.Component:
    """``missing`` titles an address of nothing, ``why`` says why it may lead nowhere; ``ask``
    whom to ask for more rights. ``current`` is the list to go back to.
    """
    waiting = loading(skeleton(class_name="h-9 w-56 mb-6"), skeleton_lines(8))
    return fresh(
        rx.match(  # pyright: ignore[reportArgumentType]
            state.status,
            (READY, rx.fragment(*content)),
            (MISSING, _missing(missing, why, current)),
            (REFUSED, _refused(state, ask)),
            (FAILED, _failed(state)),
            waiting,
        ),
        of=state.shown_path,
        waiting=waiting,
    )


def notes(state: Any) -> rx.Component:
    """What the last press did, or why it did not."""
    return rx.el.div(
        when(state.refusal, banner(state.refusal, tone="danger")),
        when(state.done, banner(state.done, tone="success")),
        role="status",
        class_name="notes",
    )


def _missing(title: str, why: str, current: str) -> rx.Component:
    return rx.fragment(
        rx.el.h1(title, class_name="visually-hidden", tab_index=-1),
        empty_state(
            title, why, link_button("Go back to the list", href=current), picture="shelf"
        ),
    )


def _refused(state: Any, ask: str) -> rx.Component:
    return rx.fragment(
        rx.el.h1("Not for this account", class_name="visually-hidden", tab_index=-1),
        empty_state(
            ask,
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
