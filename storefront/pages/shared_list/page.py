import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state, skeleton_cards
from core.ui.components.layout import page_header
from core.ui.components.navigation import pagination
from storefront.components.product_card import product_grid
from storefront.components.states import not_here, page_of
from storefront.pages.shared_list.state import SharedListState
from storefront.shell import frame


def shared_list_page() -> rx.Component:
    by = SharedListState.shared_by
    return frame(
        page_of(
            SharedListState,
            rx.el.div(
                page_header(
                    SharedListState.name,
                    intro=rx.cond(by, "A list by " + by, "A list somebody shared with you"),
                ),
                rx.cond(SharedListState.cards, _cards(), _empty()),
                class_name="page",
            ),
            waiting=rx.el.div(skeleton_cards(), class_name="page"),
            missing=not_here(
                "This list is not shared any more",
                "Ask whoever sent you the link for a new one.",
            ),
            retry=SharedListState.load,
        )
    )


def _cards() -> rx.Component:
    return rx.el.div(
        product_grid(SharedListState.cards),
        rx.el.div(pagination(SharedListState.pager), class_name="mt-6"),
    )


def _empty() -> rx.Component:
    return empty_state(
        "Nothing is on this list now",
        "What was on it is not for sale at the moment, or was taken off.",
        link_button("Look around", href="/"),
        picture="shelf",
    )
