"""More of a list, in its place."""

from typing import Any

import reflex as rx

from core.ui.components.react.wrappers import MoreElement
from core.ui.values import Text


def show_more(label: Text, *, href: Text, longer_href: Text, shown: Any) -> rx.Component:
    """``href`` is the next page, ``longer_href`` this list with more of it; without it the link
    leads on. ``shown`` is how much there is now; with label "" there is nothing more.
    """
    return MoreElement.create(label=label, href=href, longer_href=longer_href, shown=shown)
