import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.navigation import breadcrumb, pagination
from storefront.components.guides import collection_tiles
from storefront.components.states import not_here, page_of
from storefront.listing.components import listing_skeleton
from storefront.pages.collections.state import DESCRIPTION, CollectionsState
from storefront.shell import frame


def collections_page() -> rx.Component:
    return frame(
        page_of(
            CollectionsState,
            rx.el.div(
                breadcrumb([("Home", "/")], "Collections"),
                rx.el.div(page_header("Collections", intro=DESCRIPTION), class_name="mt-4"),
                rx.cond(CollectionsState.tiles, _tiles(), _nothing()),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=CollectionsState.load,
        )
    )


def _tiles() -> rx.Component:
    return rx.fragment(
        collection_tiles(CollectionsState.tiles),
        rx.el.div(pagination(CollectionsState.pager), class_name="mt-8"),
    )


def _nothing() -> rx.Component:
    return empty_state(
        "Look through everything",
        "Nobody has put a collection together yet.",
        link_button("All pieces", href="/search"),
        picture="shelf",
    )
