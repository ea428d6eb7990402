"""The pieces of a bag, grouped by the parcel in which they leave."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.icon import icon
from core.ui.components.link import internal_link
from core.ui.components.maker import maker_line
from core.ui.components.media import thumbnail
from core.ui.components.quantity import quantity_stepper
from core.ui.values import Text, when
from storefront.pages.cart.state import CartState


def parcel(part: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(
                maker_line(part.workshop, gradient=part.selvedge, href=part.href),
                class_name="parcel-title",
            ),
            rx.el.p(
                when(part.arrival, rx.el.span(part.arrival, ", delivery ", part.delivery)),
                class_name="text-small text-muted",
            ),
            class_name="spread",
        ),
        _note(part.problem),
        rx.el.ul(rx.foreach(part.lines, _line), class_name="rows"),
        when(part.to_free, rx.el.p(part.to_free, class_name="text-small text-muted")),
        data_testid="parcel",
    )


def saved_line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, line.alt, size=72),
        _name(line),
        rx.el.p(line.unit, class_name="price"),
        rx.el.div(
            button(
                "Move to bag",
                variant="secondary",
                size="small",
                on_click=CartState.move_to_bag(line.id),
            ),
            _remove(line),
            class_name="cluster piece-more",
        ),
        class_name="piece",
        data_testid="saved-line",
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, line.alt, size=96),
        _name(line),
        rx.el.p(line.total, class_name="price", data_testid="line-total"),
        rx.el.div(
            _note(line.problem),
            when(line.change, rx.el.p(line.change, class_name="text-small text-muted")),
            _note(line.notice),
            _controls(line),
            class_name="piece-more stack-tight",
        ),
        class_name="piece",
        data_testid="bag-line",
    )


def _controls(line: Any) -> rx.Component:
    return rx.el.div(
        quantity_stepper(
            line.quantity,
            label=line.title,
            maximum=line.most,
            revision=CartState.revision,
            on_change=lambda wanted: CartState.set_quantity(line.id, wanted),
        ),
        button(
            "Save for later",
            variant="quiet",
            size="small",
            on_click=CartState.save_for_later(line.id),
        ),
        _remove(line),
        class_name="cluster",
    )


def _name(line: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h3(internal_link(line.title, href=line.href), class_name="line-title"),
        when(line.options, rx.el.p(line.options, class_name="text-small text-muted")),
        rx.el.p(line.unit, " each", class_name="text-small text-muted"),
    )


def _remove(line: Any) -> rx.Component:
    return button(
        "Remove",
        variant="quiet",
        size="small",
        on_click=CartState.remove(line.id, line.title),
        aria_label="Remove " + line.title,
    )


def _note(sentence: Text) -> rx.Component:
    return when(
        sentence,
        rx.el.p(
            icon("circle_alert", size="small"), rx.el.span(sentence), class_name="field-error"
        ),
    )
