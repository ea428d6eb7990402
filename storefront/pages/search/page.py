import reflex as rx

from core.ui.components.badge import tag
from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.navigation import pagination, tab, tabs
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.components.workshop import workshop_card
from storefront.listing.components import listing, listing_skeleton
from storefront.pages.search.state import SearchState
from storefront.shell import frame


def search_page() -> rx.Component:
    return frame(
        page_of(
            SearchState,
            rx.el.div(
                page_header(
                    rx.cond(
                        SearchState.words,
                        "Results for “" + SearchState.words + "”",
                        "All pieces",
                    )
                ),
                when(SearchState.words, _tabs()),
                when(SearchState.nearby, _nearby()),
                rx.cond(
                    SearchState.shows_workshops,
                    _workshops(),
                    listing(
                        SearchState.listing,
                        SearchState.set_price,
                        search_id=SearchState.search_id,
                    ),
                ),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here("There is nothing here", "Try another word."),
            retry=SearchState.load,
        )
    )


def _tabs() -> rx.Component:
    return rx.el.div(
        tabs(
            "What to show",
            tab(
                "Pieces",
                href=SearchState.pieces_href,
                is_current=~SearchState.shows_workshops,
                count=SearchState.listing.total.to(str),
            ),
            tab(
                "Workshops",
                href=SearchState.workshops_href,
                is_current=SearchState.shows_workshops,
                count=SearchState.workshop_count,
            ),
        ),
        class_name="mb-4",
    )


def _nearby() -> rx.Component:
    return rx.el.nav(
        rx.foreach(SearchState.nearby, lambda place: tag(place.label, href=place.href)),
        aria_label="Categories and workshops",
        class_name="cluster mb-6",
    )


def _workshops() -> rx.Component:
    return rx.cond(  # pyright: ignore[reportReturnType]
        SearchState.workshops,
        rx.fragment(
            rx.el.ul(
                rx.foreach(SearchState.workshops, lambda shop: rx.el.li(workshop_card(shop))),
                class_name="tile-grid",
            ),
            rx.el.div(pagination(SearchState.workshop_pager), class_name="mt-8"),
        ),
        empty_state(
            "Look through all of them",
            "No workshop is called that, works in that craft or lies there.",
            link_button("All workshops", href="/shops"),
            picture="loom",
        ),
    )
