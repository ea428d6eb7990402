from typing import Any

import reflex as rx

from core.ui.components.badge import filter_chip
from core.ui.components.button import button, link_button
from core.ui.components.feedback import empty_state
from core.ui.components.icon import icon
from core.ui.components.layout import page_header
from core.ui.components.link import internal_link, text_link
from core.ui.components.menu import disclosure, menu
from core.ui.components.native_form import native_form
from core.ui.components.navigation import breadcrumb, pagination
from core.ui.components.sheet import sheet
from core.ui.components.text_input import search_field
from core.ui.values import either, when
from storefront.components.states import not_here, page_of
from storefront.components.workshop import workshop_card
from storefront.listing.components import listing_skeleton
from storefront.listing.rail import facet_choices
from storefront.pages.shops.state import DESCRIPTION, ShopsState
from storefront.shell import frame


def shops_page() -> rx.Component:
    return frame(
        page_of(
            ShopsState,
            rx.el.div(
                breadcrumb([("Home", "/")], "Workshops"),
                rx.el.div(page_header("Workshops", intro=DESCRIPTION), class_name="mt-4"),
                rx.el.div(
                    rx.el.div(_rail()),
                    rx.el.div(
                        _search(),
                        _head(),
                        _chips(),
                        rx.cond(ShopsState.shops, _shops(), _nobody()),
                        class_name="min-w-0",
                    ),
                    class_name="with-rail",
                ),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=ShopsState.load,
        )
    )


def _rail() -> rx.Component:
    return sheet(
        disclosure("Craft", facet_choices(ShopsState.crafts), is_open=True),
        disclosure("Country", facet_choices(ShopsState.countries), is_open=True),
        id="filters",
        label="Filters",
        opener="Filters",
        done="Show " + ShopsState.count.to(str),
    )


def _search() -> rx.Component:
    return native_form(
        rx.foreach(
            ShopsState.kept,
            lambda pair: rx.el.input(type="hidden", name=pair[0], value=pair[1]),
        ),
        rx.el.div(
            search_field(
                "Name, craft or place",
                id="shop-search",
                default_value=ShopsState.words,
                key=ShopsState.words,
            ),
            class_name="grow",
        ),
        button("Find", type="submit", variant="secondary"),
        action="/shops",
        method="get",
        role="search",
        aria_label="Workshops",
        class_name="flex gap-3 mb-4 max-w-xl",
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.h2(
            rx.el.span(ShopsState.count, role="status", data_testid="result-count"),
            class_name="result-count",
        ),
        menu(
            "Order of the list",
            rx.fragment(ShopsState.sort_label, icon("chevron_down", size="small")),
            rx.foreach(ShopsState.sorts, _sort),
        ),
        class_name="spread",
    )


def _sort(sort: Any) -> rx.Component:
    return internal_link(
        sort.label, href=sort.href, aria_current=either(sort.is_current, "true", "false")
    )


def _chips() -> rx.Component:
    return when(
        ShopsState.chips,
        rx.el.div(
            rx.foreach(
                ShopsState.chips, lambda chip: filter_chip(chip.label, remove_href=chip.href)
            ),
            text_link("Clear all", href="/shops"),
            class_name="cluster mt-2",
        ),
    )


def _shops() -> rx.Component:
    return rx.el.div(
        rx.el.ul(
            rx.foreach(ShopsState.shops, lambda shop: rx.el.li(workshop_card(shop))),
            class_name="tile-grid",
        ),
        rx.el.div(pagination(ShopsState.pager), class_name="mt-8"),
        class_name="mt-5",
    )


def _nobody() -> rx.Component:
    return empty_state(
        "Look for somebody else",
        "No workshop fits all of this.",
        link_button("All workshops", href="/shops"),
        picture="loom",
    )
