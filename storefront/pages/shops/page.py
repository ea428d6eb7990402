import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.native_form import native_form
from core.ui.components.navigation import pagination
from core.ui.components.text_input import search_field
from storefront.components.states import not_here, page_of
from storefront.components.workshop import workshop_card
from storefront.listing.components import listing_skeleton
from storefront.pages.shops.state import ShopsState
from storefront.shell import frame


def shops_page() -> rx.Component:
    return frame(
        page_of(
            ShopsState,
            rx.el.div(
                page_header("Workshops", intro="Who makes it, where, and what they sell."),
                native_form(
                    rx.el.div(
                        search_field(
                            "Find a workshop by name",
                            id="shop-search",
                            default_value=ShopsState.words,
                        ),
                        class_name="grow",
                    ),
                    button("Find", type="submit", variant="secondary"),
                    action="/shops",
                    method="get",
                    role="search",
                    aria_label="Workshops",
                    class_name="flex gap-3 mb-6 max-w-xl",
                ),
                rx.cond(ShopsState.shops, _shops(), _nobody()),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=ShopsState.load,
        )
    )


def _shops() -> rx.Component:
    return rx.fragment(
        rx.el.ul(
            rx.foreach(ShopsState.shops, lambda shop: rx.el.li(workshop_card(shop))),
            class_name="tile-grid",
        ),
        rx.el.div(pagination(ShopsState.pager), class_name="mt-8"),
    )


def _nobody() -> rx.Component:
    return empty_state(
        "Look for another name",
        "No workshop is called that.",
        link_button("All workshops", href="/shops"),
        picture="loom",
    )
