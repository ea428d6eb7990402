"""What buyers think of a piece, in one line."""

from dataclasses import dataclass
from typing import Any, Self

import reflex as rx

from core.catalog.read_models import Rating
from core.ui.components.price import rating
from core.ui.format import number
from core.ui.values import when


@dataclass(frozen=True, slots=True)
class RatingView:
    """``count`` is "" while nobody has written."""

    average: str = ""
    share: int = 0
    count: str = ""

    @classmethod
    def of(cls, of: Rating) -> Self:
        if not of.count:
            return cls()
        return cls(str(of.average), of.share, number(of.count))


def stars(of: Any) -> rx.Component:
    """``of`` is a Var of a ``RatingView``; nothing for a piece without reviews."""
    return when(of.count, rx.el.p(rating(of.average, share=of.share, count=of.count)))
