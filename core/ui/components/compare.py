"""Choosing pieces to put side by side. The choice stays in the browser."""

from typing import Any

import reflex as rx

from core.ui.components.react.wrappers import (
    CompareBarElement,
    CompareKeepElement,
    CompareTickElement,
)
from core.ui.values import Text


def compare_tick(slug: Text, title: Text) -> rx.Component:
    return CompareTickElement.create(slug=slug, title=title)


def compare_bar(href: str) -> rx.Component:
    """Says how many are chosen and leads to ``href?ids=…``; nothing is there without one."""
    return CompareBarElement.create(href=href)


def compare_keep(slugs: Any) -> rx.Component:
    """What the page compares is the choice from now on."""
    return CompareKeepElement.create(slugs=slugs)
