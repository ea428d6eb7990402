"""What this browser has looked at."""

import reflex as rx

from core.ui.components.react.wrappers import ViewedElement
from core.ui.values import Text


def viewed(*, current: Text = "", currency: Text = "EUR", title: str) -> rx.Component:
    """``current`` is the piece that the page is about: it is noted and not shown. Nothing is
    there until the browser remembers something.
    """
    return ViewedElement.create(current=current, currency=currency, title=title)
