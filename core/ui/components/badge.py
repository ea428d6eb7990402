"""Small words about state: badge, dot, chip, filter chip, count. Tone never comes alone: a
shape or the word says the same.
"""

from typing import Any, Literal

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.link import internal_link
from core.ui.values import Flag, Number, Text, either, when

Tone = Literal["neutral", "info", "success", "attention", "danger", "craft"]
Shape = Literal["new", "partial", "done", "attention", "blocked"]

TONES: dict[str, str] = {
    "neutral": "badge",
    "info": "badge tone-info",
    "success": "badge tone-success",
    "attention": "badge tone-attention",
    "danger": "badge tone-danger",
    "craft": "badge tone-craft",
}
SHAPES: dict[str, str] = {
    "new": "dot dot-new",
    "partial": "dot dot-partial",
    "done": "dot dot-done",
    "attention": "dot dot-attention",
    "blocked": "dot dot-blocked",
}


def badge(
    label: Text,
    *,
    tone: Tone | rx.Var[Any] = "neutral",
    shape: Shape | rx.Var[Any] | None = None,
) -> rx.Component:
    """A past-tense word: Paid, Packed, Refunded. ``tone`` and ``shape`` may be Vars."""
    mark = status_dot(shape) if shape is not None else rx.fragment()
    return rx.el.span(mark, label, class_name=_pick(tone, TONES, "badge"))


def status_dot(shape: Shape | rx.Var[Any]) -> rx.Component:
    """○ new, ◐ partial, ● done, ▲ attention, ■ blocked. Decorative: a word stands beside it."""
    return rx.el.span(class_name=_pick(shape, SHAPES, "dot"), aria_hidden="true")


def tag(label: Text, *, href: Text = "") -> rx.Component:
    if isinstance(href, rx.Var) or href:
        return internal_link(label, href=href, class_name="chip")
    return rx.el.span(label, class_name="chip")


def filter_chip(label: Text, *, remove_href: Text) -> rx.Component:
    """An applied filter. It is a link to the same list without it."""
    return internal_link(
        label,
        icon("x", size="small"),
        rx.el.span("remove filter", class_name="visually-hidden"),
        href=remove_href,
        class_name="chip",
    )


def toggle_chip(label: Text, *, href: Text, is_on: Flag = False) -> rx.Component:
    """A quick filter or sub-category that is on or off; its state lives in the address."""
    return internal_link(
        label,
        href=href,
        class_name="chip",
        aria_current=either(is_on, "true", "false")
        if isinstance(is_on, rx.Var)
        else is_on or None,
    )


def count(number: Number, *, noun: str = "", quiet: bool = False) -> rx.Component:
    """A pill with a number; ``noun`` says of what, for readers."""
    return rx.el.span(
        number,
        when(noun, rx.el.span(f" {noun}", class_name="visually-hidden")),
        class_name="count count-quiet" if quiet else "count",
    )


def _pick(value: Any, names: dict[str, str], default: str) -> Any:
    if isinstance(value, rx.Var):
        return rx.match(value, *names.items(), default)
    return names[value]
