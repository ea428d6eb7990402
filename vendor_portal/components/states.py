"""The frame of a page that loads."""

from typing import Any

import reflex as rx

from core.ui.components.desk_page import desk_content
from vendor_portal.shell import frame


def desk_page(
    state: Any,
    *content: rx.Component,
    current: str,
    missing: str = "There is nothing here",
) -> rx.Component:
    """``current`` is the section of the sidebar; ``missing`` titles an address of nothing."""
    shown = desk_content(
        state,
        *content,
        current=current,
        missing=missing,
        why="It may have been removed, or it belongs to another workshop.",
        ask="Ask the owner of the workshop",
    )
    return frame(shown, current=current)
