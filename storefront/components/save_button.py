"""Save a piece, from a card or from its page."""

from typing import Any

import reflex as rx

from core.ui.components import save_toggle
from storefront.state.marks import MarksState


def save_disc(slug: Any, title: Any) -> rx.Component:
    """For the corner of a card."""
    return save_toggle.save_disc(
        "Save " + title,
        subject=slug,
        pressed=is_saved(slug),
        refusals=MarksState.refusals,
        on_toggle=MarksState.toggle,
    )


def save_button(slug: Any, title: Any, *, sku: Any = "") -> rx.Component:
    """With words. With a variant, exactly that one is saved."""
    return save_toggle.save_button(
        "Save " + title,
        subject=slug,
        variant=sku,
        pressed=is_saved(slug),
        refusals=MarksState.refusals,
        on_toggle=MarksState.toggle,
    )


def is_saved(slug: Any) -> rx.Var[bool]:
    return MarksState.saved.contains(slug)
