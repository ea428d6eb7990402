"""Counts, chips, facets, sorting, cards and pages of a list. All of it is links."""

from typing import Any

import reflex as rx

from core.ui.components.badge import filter_chip
from core.ui.components.button import link_button
from core.ui.components.compare import compare_bar
from core.ui.components.feedback import banner, empty_state, loading, skeleton
from core.ui.components.icon import icon
from core.ui.components.link import internal_link, text_link
from core.ui.components.menu import menu
from core.ui.components.more import show_more
from core.ui.components.navigation import pagination
from core.ui.values import Text, either, when
from storefront.components.product_card import product_grid
from storefront.components.watch import keep_search_button
from storefront.listing.rail import quick_filters, rail

RANKING = (
    "Recommended puts what can be bought now first, then what is new; with words, what fits "
    "them best. Nobody pays for a place. "
)


def listing(view: Any, on_price: Any, *, search_id: Text = "") -> rx.Component:
    """Rail and results; ``on_price`` gets the form of the two price fields. ``search_id`` is
    what opened results are noted under.
    """
    return rx.el.div(
        rx.el.div(rail(view, on_price)),
        rx.el.div(
            when(view.note, rx.el.div(banner(view.note), class_name="mb-4")),
            when(view.meant, _meant(view)),
            quick_filters(view),
            _head(view),
            _chips(view),
            rx.cond(view.total > 0, _results(view, search_id), _nothing(view)),
            compare_bar("/compare"),
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


def _meant(view: Any) -> rx.Component:
    return rx.el.p(
        "Did you mean ",
        text_link(view.meant, href=view.meant_href),
        "? Pieces with words like it are shown. ",
        text_link("Search for exactly what you typed", href=view.exact_href),
        class_name="mb-4",
        data_testid="did-you-mean",
    )


def _head(view: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h2(
            rx.el.span(view.count, role="status", data_testid="result-count"),
            class_name="result-count",
        ),
        rx.el.div(
            keep_search_button(),
            menu(
                "Order of the list",
                rx.fragment(view.sort_label, icon("chevron_down", size="small")),
                rx.foreach(view.sorts, _sort),
            ),
            class_name="cluster",
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


def _results(view: Any, search_id: Text) -> rx.Component:
    return rx.el.div(
        product_grid(
            view.cards,
            comparable=True,
            data_testid="results",
            custom_attrs={"data-search": search_id, "data-offset": view.offset},
        ),
        show_more(
            view.more,
            href=view.more_href,
            longer_href=view.longer_href,
            shown=view.cards.length(),
        ),
        rx.el.div(pagination(view.pager), class_name="mt-8"),
        rx.el.p(
            RANKING,
            text_link("How results are ordered", href="/ranking"),
            class_name="text-small text-hint mt-6",
        ),
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
