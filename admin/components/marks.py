"""Badges of view models."""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge


def mark(of: Any, **props: Any) -> rx.Component:
    """``of`` is a ``Mark``."""
    shown = badge(of.word, tone=of.tone, shape=of.shape)
    return rx.el.span(shown, **props) if props else shown
