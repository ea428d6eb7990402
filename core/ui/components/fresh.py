"""Content that belongs to one address."""

import reflex as rx

from core.ui.components.react.wrappers import FreshElement
from core.ui.values import Text


def fresh(*content: rx.Component, of: Text, waiting: rx.Component) -> rx.Component:
    """``content`` while the page's address is ``of``, otherwise ``waiting``."""
    return FreshElement.create(*content, of=of, waiting=waiting)
