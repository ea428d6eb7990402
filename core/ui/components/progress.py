"""How far something is: timeline of an order, progress of a job."""

from typing import Any

import reflex as rx

from core.ui.values import Items, Number, Text, each, either, when


def timeline(events: Items) -> rx.Component:
    """``events`` are ``TimelineEvent`` view models in order of time."""
    return rx.el.ol(*each(events, _event), class_name="timeline")


def progress(label: Text, *, value: Number, maximum: Number, note: Text = "") -> rx.Component:
    """``note`` says the same in words ("120 of 400 rows")."""
    return rx.el.div(
        rx.el.div(
            rx.el.span(label),
            when(note, rx.el.span(note, class_name="text-muted text-small", role="status")),
            class_name="spread",
        ),
        rx.el.progress(value=value, max=maximum, aria_label=label),
        class_name="progress",
    )


def _event(event: Any) -> rx.Component:
    reached = either(event.state == "next", "dot dot-new", "dot dot-done")
    return rx.el.li(
        rx.el.span(class_name=reached, aria_hidden="true"),
        rx.el.div(
            rx.el.p(rx.el.strong(event.title), when(event.at, rx.el.span(" ", event.at))),
            when(event.note, rx.el.p(event.note, class_name="timeline-meta")),
        ),
        custom_attrs={"data-state": event.state},
    )
