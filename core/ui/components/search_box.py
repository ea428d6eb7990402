"""The shop's search field: suggestions while one types, a plain form without a script."""

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.react.wrappers import SearchBoxElement
from core.ui.values import Text


def search_box(
    words: Text = "",
    *,
    currency: Text = "EUR",
    label: str = "Search bowls, blankets, a workshop…",
) -> rx.Component:
    """``words`` are what was searched for; they stay in the field."""
    return SearchBoxElement.create(
        words=words,
        currency=currency,
        label=label,
        search_icon=icon("search"),
        recent_icon=icon("history"),
        category_icon=icon("layout_grid"),
    )
