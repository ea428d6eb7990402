"""The frame of a page that loads, and word of rows that came after it."""

from typing import Any

import reflex as rx

from admin.shell import frame
from core.ui.components.button import button
from core.ui.components.desk_page import desk_content
from core.ui.components.feedback import banner
from core.ui.values import when


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
        why="The link may be old, or a letter of it is missing.",
        ask="Ask a super admin",
    )
    return frame(shown, current=current)


def news(text: Any, show: Any) -> rx.Component:
    """The list is older than the rows behind it; nothing moves under the cursor."""
    shown = banner(
        text, action=button("Show", on_click=show, variant="secondary", size="small")
    )
    return rx.el.div(when(text, shown), role="status", data_testid="news")
