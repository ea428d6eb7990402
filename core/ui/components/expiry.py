"""A warning before time runs out, early enough to do something about it."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import banner
from core.ui.components.react.wrappers import ExpiryElement
from core.ui.values import Number, Text

WARN_S = 180  # people need two minutes at least


def expiry_warning(
    title: Text,
    sentence: Text,
    *,
    stamp: Text,
    seconds: Number,
    verb: str,
    on_extend: Any,
    over: rx.Component,
) -> rx.Component:
    """``seconds`` are counted from each new ``stamp``; three minutes before they are over one
    press on ``verb`` buys more. ``over`` is shown when it is too late.
    """
    return ExpiryElement.create(
        banner(
            title,
            sentence,
            tone="attention",
            action=button(verb, size="small", on_click=on_extend, data_testid="extend"),
        ),
        stamp=stamp,
        seconds=seconds,
        warn=WARN_S,
        over=over,
    )
