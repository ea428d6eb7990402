import reflex as rx

from core.ui.components.badge import tag
from core.ui.components.layout import page_header
from core.ui.values import when
from storefront.components.states import not_here, page_of
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
                when(
                    SearchState.nearby,
                    rx.el.nav(
                        rx.foreach(
                            SearchState.nearby, lambda place: tag(place.label, href=place.href)
                        ),
                        aria_label="Categories and workshops",
                        class_name="cluster mb-6",
                    ),
                ),
                listing(SearchState.listing, SearchState.set_price),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here("There is nothing here", "Try another word."),
            retry=SearchState.load,
        )
    )
