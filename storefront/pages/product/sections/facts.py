"""What it is, how it is made, how it is kept."""

from typing import Any

import reflex as rx

from core.ui.components.layout import detail, details_of
from core.ui.components.menu import disclosure
from core.ui.values import Items, inline, when
from storefront.pages.product.sections.buy_box import chosen
from storefront.pages.product.state import ProductState

product = ProductState.product


def about() -> rx.Component:
    return rx.el.section(
        rx.el.h2("About this piece", class_name="mb-3"),
        when(product.summary, rx.el.p(product.summary, class_name="text-lead")),
        when(product.description, rx.el.div(rx.html(product.description), class_name="prose")),
        when(
            product.features,
            rx.el.ul(rx.foreach(product.features, rx.el.li), class_name="prose"),
        ),
        id="about",
        class_name="stack",
    )


def details() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Details", class_name="mb-3"),
        rx.el.div(
            rx.el.div(
                rx.el.h3("Size and weight", class_name="mb-2"),
                when(chosen.drawing.width > 0, _drawing()),
                fact_list(chosen.measures),
            ),
            rx.el.div(rx.el.h3("Materials", class_name="mb-2"), _materials()),
            class_name="halves",
        ),
        disclosure(
            rx.el.h3("Making, care, repair and packaging"),
            fact_list(product.details),
            is_open=True,
        ),
        when(
            product.certificates,
            disclosure(rx.el.h3("Certificates"), fact_list(product.certificates)),
        ),
        disclosure(rx.el.h3("Returns and dispatch"), fact_list(product.workshop.policies)),
        id="details",
        class_name="stack",
    )


def fact_list(facts: Items) -> rx.Component:
    return details_of(rx.foreach(facts, lambda fact: detail(fact.term, fact.value)))


def _materials() -> rx.Component:
    return rx.cond(  # pyright: ignore[reportReturnType]
        product.materials.length() > 0,
        rx.el.ul(rx.foreach(product.materials, _material), class_name="shares"),
        rx.el.p("No data: the workshop has not told us yet."),
    )


def _material(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.name),
        rx.el.span(row.percent, class_name="tabular"),
        rx.el.span(
            class_name="share-bar", aria_hidden="true", **inline(**{"--share": f"{row.share}%"})
        ),
    )


def _drawing() -> rx.Component:
    """The front to scale with its measures; in words right below."""
    drawing = chosen.drawing
    return rx.el.div(
        rx.el.span(drawing.up, class_name="drawing-up"),
        rx.el.span(
            class_name="drawing-front",
            **inline(width=f"{drawing.width}px", height=f"{drawing.height}px"),
        ),
        rx.el.span(drawing.across, class_name="drawing-across"),
        rx.el.span(
            class_name="drawing-paper",
            **inline(width=f"{drawing.paper_width}px", height=f"{drawing.paper_height}px"),
        ),
        rx.el.span("A4 sheet", class_name="drawing-across"),
        class_name="drawing",
        aria_hidden="true",
    )
