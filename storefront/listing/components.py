"""Counts, chips, facets, sorting, cards and pages of a list. All of it is links."""

from typing import Any

import reflex as rx

from core.ui.components.badge import filter_chip
from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner, empty_state, loading, skeleton
from core.ui.components.icon import icon
from core.ui.components.link import internal_link, text_link
from core.ui.components.menu import disclosure, menu
from core.ui.components.navigation import pagination
from core.ui.components.text_input import text_input
from core.ui.values import classes, either, when
from storefront.components.product_card import product_grid

RANKING = (
    "Recommended puts what can be bought now first, then what is new; with words, what fits "
    "them best. Nobody pays for a place."
)


def listing(view: Any, on_price: Any) -> rx.Component:
    """Rail and results; ``on_price`` gets the form of the two price fields."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(_facets(view, on_price, "wide"), class_name="max-lg:hidden"),
            rx.el.div(
                disclosure("Filters", _facets(view, on_price, "small")), class_name="lg:hidden"
            ),
        ),
        rx.el.div(
            when(view.note, rx.el.div(banner(view.note), class_name="mb-4")),
            _head(view),
            _chips(view),
            rx.cond(view.total > 0, _results(view), _nothing(view)),
            class_name="min-w-0",
        ),
        class_name="with-rail",
    )


def listing_skeleton() -> rx.Component:
    card = rx.el.div(
        rx.el.div(class_name="skeleton media-portrait"),
        rx.el.div(class_name="skeleton h-5 w-4/5"),
        class_name="stack-tight",
    )
    return rx.el.div(
        loading(
            skeleton(class_name="h-10 w-64 mb-6"),
            rx.el.div(*[card for _ in range(8)], class_name="card-grid"),
            label="Loading pieces…",
        ),
        class_name="page",
    )


def _head(view: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h2(
            rx.el.span(view.count, role="status", data_testid="result-count"),
            class_name="result-count",
        ),
        menu(
            "Order of the list",
            rx.fragment(view.sort_label, icon("chevron_down", size="small")),
            rx.foreach(view.sorts, _sort),
        ),
        class_name="spread",
    )


def _sort(sort: Any) -> rx.Component:
    return internal_link(
        sort.label, href=sort.href, aria_current=either(sort.is_current, "true", "false")
    )


def _chips(view: Any) -> rx.Component:
    return when(
        view.chips,
        rx.el.div(
            rx.foreach(view.chips, lambda chip: filter_chip(chip.label, remove_href=chip.href)),
            text_link("Clear all", href=view.clear_href),
            class_name="cluster mt-2",
            data_testid="chips",
        ),
    )


def _results(view: Any) -> rx.Component:
    return rx.el.div(
        product_grid(view.cards, data_testid="results"),
        when(
            view.more,
            rx.el.p(
                link_button(view.more, href=view.more_href, variant="secondary"),
                class_name="mt-8 text-center",
            ),
        ),
        rx.el.div(pagination(view.pager), class_name="mt-8"),
        rx.el.p(RANKING, class_name="text-small text-hint mt-6"),
        class_name="mt-5 listing-cards",
    )


def _nothing(view: Any) -> rx.Component:
    remedy = rx.cond(
        view.remedy,
        link_button(view.remedy, href=view.remedy_href),
        link_button("Look at everything", href="/search"),
    )
    return empty_state(
        "Loosen the search",
        "No piece fits all of this.",
        remedy,
        when(
            view.chips,
            link_button("Clear all filters", href=view.clear_href, variant="secondary"),
        ),
        picture="shelf",
    )


def _facets(view: Any, on_price: Any, place: str) -> rx.Component:
    """``place`` keeps ids apart: the rail exists for wide and for small screens."""
    return rx.el.div(
        rx.el.ul(_choice(view.stock), class_name="facet"),
        disclosure("Price", _price(view.price, on_price, place), is_open=True),
        rx.foreach(view.facets, _facet),
        role="group",
        aria_label="Filters",
    )


def _facet(facet: Any) -> rx.Component:
    others = rx.el.details(
        rx.el.summary(facet.more, class_name="link text-small"),
        rx.el.ul(rx.foreach(facet.others, _choice), class_name="facet"),
    )
    return rx.el.details(
        rx.el.summary(rx.el.span(facet.name), icon("chevron_down")),
        rx.el.div(
            rx.el.ul(rx.foreach(facet.choices, _choice), class_name="facet"),
            when(facet.more, others),
        ),
        class_name="disclosure",
        open=True,
        key=facet.code,
    )


def _choice(choice: Any) -> rx.Component:
    box = rx.el.span(
        rx.cond(choice.is_on, icon("check", size="small"), rx.fragment()),
        class_name="facet-box",
        aria_hidden="true",
    )
    words = (
        box,
        rx.el.span(choice.label, class_name="grow"),
        rx.el.span(choice.count, class_name="text-hint"),
    )
    return rx.el.li(
        rx.cond(
            choice.is_empty,
            rx.el.span(*words, class_name="facet-choice is-empty"),
            internal_link(
                *words,
                href=choice.href,
                aria_current=either(choice.is_on, "true", "false"),
                class_name=classes("facet-choice"),
                prevent_scroll_reset=True,
                rel="nofollow",
            ),
        ),
        key=choice.label,
    )


def _price(price: Any, on_price: Any, place: str) -> rx.Component:
    def end(name: str, label: str, value: Any) -> rx.Component:
        field_id = f"{place}-{name}"
        return rx.el.div(
            rx.el.label(label, html_for=field_id, class_name="field-label"),
            text_input(
                name,
                id=field_id,
                input_mode="numeric",
                auto_complete="off",
                default_value=value,
                key=value,
            ),
            class_name="field",
        )

    return rx.el.form(
        rx.el.div(
            end("price_from", "From", price.lowest),
            end("price_to", "To", price.highest),
            class_name="grid grid-cols-2 gap-2",
        ),
        when(price.hint, rx.el.p(price.hint, class_name="field-hint mt-1")),
        button("Apply", type="submit", variant="secondary", size="small"),
        on_submit=on_price,
        class_name="stack-tight",
    )
