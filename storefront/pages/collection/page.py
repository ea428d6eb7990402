import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.compare import compare_bar
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.navigation import breadcrumb, pagination
from storefront.components.product_card import product_grid
from storefront.components.states import not_here, page_of
from storefront.listing.components import listing_skeleton
from storefront.pages.collection.state import TRAIL, CollectionState
from storefront.shell import frame


def collection_page() -> rx.Component:
    return frame(
        page_of(
            CollectionState,
            rx.el.div(
                breadcrumb(TRAIL, CollectionState.title),
                rx.el.div(
                    page_header(CollectionState.title, intro=CollectionState.intro),
                    class_name="mt-4",
                ),
                rx.cond(CollectionState.cards, _pieces(), _nothing()),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here(
                "There is no such collection", "It may be over, or the address is cut short."
            ),
            retry=CollectionState.load,
        )
    )


def _pieces() -> rx.Component:
    return rx.fragment(
        rx.el.h2(CollectionState.count, class_name="result-count mb-4"),
        product_grid(CollectionState.cards, comparable=True),
        rx.el.div(pagination(CollectionState.pager), class_name="mt-8"),
        compare_bar("/compare"),
    )


def _nothing() -> rx.Component:
    return empty_state(
        "Look at other collections",
        "None of these pieces can be bought in your currency right now.",
        link_button("Collections", href="/collections"),
        picture="shelf",
    )
