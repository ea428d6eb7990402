"""What the page says about itself: banner, empty, error, loading, lost connection."""

from typing import Any, Literal

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from core.ui.components.drawing import Drawing, drawing
from core.ui.components.icon import icon
from core.ui.values import Child, Text, when

BANNERS = {
    "info": ("banner tone-info", "info"),
    "success": ("banner tone-success", "circle_check"),
    "attention": ("banner tone-attention", "triangle_alert"),
    "danger": ("banner tone-danger", "octagon_alert"),
}


def banner(
    title: Text,
    *body: Child,
    tone: Literal["info", "success", "attention", "danger"] = "info",
    action: Child = "",
    live: bool = False,
) -> rx.Component:
    """``live`` for one that appears while the page is open: it is read out."""
    names, icon_name = BANNERS[tone]
    return rx.el.div(
        icon(icon_name),
        rx.el.div(
            rx.el.strong(title), *[rx.el.p(part) for part in body], class_name="banner-body"
        ),
        when(action, action),
        class_name=names,
        role="status" if live else None,
    )


def empty_state(
    title: Text, sentence: Text, *actions: Child, picture: Drawing = "box"
) -> rx.Component:
    """``title`` starts with a verb; one action at most is a primary button."""
    return rx.el.div(
        drawing(picture),
        rx.el.h2(title),
        rx.el.p(sentence),
        rx.el.div(*actions, class_name="cluster") if actions else rx.fragment(),
        class_name="empty",
        data_testid="empty-state",
    )


def error_state(
    title: Text, sentence: Text, *actions: Child, incident: Text = ""
) -> rx.Component:
    """In place of the part that failed; the rest of the page stays."""
    return rx.el.div(
        drawing("thread"),
        rx.el.h2(title),
        rx.el.p(sentence),
        when(incident, rx.el.p("Incident ", rx.el.code(incident), class_name="text-small")),
        rx.el.div(*actions, class_name="cluster") if actions else rx.fragment(),
        class_name="empty",
        role="alert",
        data_testid="error-state",
    )


def skeleton(*, class_name: str = "h-24") -> rx.Component:
    """A block in the size of what will come; ``class_name`` sets that size."""
    return rx.el.div(class_name=f"skeleton {class_name}")


def skeleton_lines(lines: int = 3) -> rx.Component:
    return rx.el.div(*[rx.el.div(class_name="skeleton skeleton-line") for _ in range(lines)])


def skeleton_cards(cards: int = 8) -> rx.Component:
    """A grid of product cards that are still on their way."""
    one = (
        rx.el.div(class_name="skeleton media-portrait"),
        rx.el.div(class_name="skeleton h-5 w-4/5"),
        rx.el.div(class_name="skeleton h-4 w-3/5"),
    )
    return loading(
        rx.el.div(
            *[rx.el.div(*one, class_name="stack-tight") for _ in range(cards)],
            class_name="card-grid",
        )
    )


def loading(*blocks: rx.Component, label: str = "Loading…", **props: Any) -> rx.Component:
    """Skeletons appear after 150 ms, so a quick answer shows no flicker."""
    return rx.el.div(
        rx.el.p(label, class_name="visually-hidden", role="status"),
        *blocks,
        aria_busy="true",
        class_name="appear-late",
        **props,
    )


def reconnect_bar() -> rx.Component:
    """Takes the place of Reflex's connection overlay. The two seconds are in the stylesheet."""
    return rx.cond(  # pyright: ignore[reportReturnType]
        has_connection_errors,
        rx.el.div(
            rx.el.span(class_name="spinner", aria_hidden="true"),
            rx.el.span("Reconnecting… your changes are kept", class_name="when-online"),
            rx.el.span(
                "You are offline. Prices and stock may have changed.", class_name="when-offline"
            ),
            class_name="reconnect",
            role="status",
        ),
        rx.fragment(),
    )
