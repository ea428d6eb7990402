"""Something that is offered for a while."""

from typing import Any

import reflex as rx

from core.ui.components.react.wrappers import TimedElement
from core.ui.values import Text


def timed(*content: rx.Component, of: Text, seconds: int, on_end: Any) -> rx.Component:
    """``on_end`` comes ``seconds`` after ``of`` changed, later while the pointer or the focus
    is inside. What it shows has to be taken away by ``on_end``.
    """
    return TimedElement.create(*content, of=of, seconds=seconds, on_end=on_end)
