"""Lucide icons: always beside a word or inside a labelled control, hence hidden from
readers.
"""

from typing import Literal

import reflex as rx

SIZES = {"small": "icon icon-small", "medium": "icon", "large": "icon icon-large"}
PIXELS = {"small": 16, "medium": 20, "large": 24}


def icon(name: str, *, size: Literal["small", "medium", "large"] = "medium") -> rx.Component:
    """``name`` is written out in code: a Var would ship the whole icon library."""
    return rx.icon(name, size=PIXELS[size], class_name=SIZES[size], aria_hidden="true")
