import reflex as rx

from core.ui.components.layout import detail, details_of, panel
from core.ui.components.maker import maker_mark, selvedge
from core.ui.components.menu import disclosure
from core.ui.components.navigation import breadcrumb
from core.ui.values import Items
from storefront.components.report import report_link
from storefront.components.states import not_here, page_of
from storefront.listing.components import listing, listing_skeleton
from storefront.pages.shop.state import ShopState
from storefront.shell import frame

shop = ShopState.shop
card = shop.card


def shop_page() -> rx.Component:
    return frame(
        page_of(
            ShopState,
            rx.fragment(selvedge(card.selvedge, band=True), _shop()),
            waiting=listing_skeleton(),
            missing=not_here(
                "There is no such workshop", "It may have closed, or the address is cut short."
            ),
            retry=ShopState.load,
        )
    )


def _shop() -> rx.Component:
    return rx.el.div(
        breadcrumb([("Home", "/"), ("Workshops", "/shops")], card.name),
        rx.el.header(
            maker_mark(card.initials, image=card.mark, size="large"),
            rx.el.div(
                rx.el.h1(card.name, tab_index=-1),
                rx.el.p(card.craft, " in ", card.place, class_name="text-lead"),
            ),
            class_name="flex items-center gap-4 mt-4 mb-6",
        ),
        rx.el.div(
            rx.el.p(card.story, class_name="text-lead"),
            panel(
                _facts(shop.facts),
                disclosure("Returns, repair and custom work", _facts(shop.policies)),
                disclosure("Who you buy from", _facts(shop.trader)),
                report_link(card.href, "Report this workshop"),
            ),
            class_name="with-aside mb-12",
        ),
        rx.el.h2("Pieces of this workshop", class_name="mb-4"),
        listing(ShopState.listing, ShopState.set_price),
        class_name="page",
    )


def _facts(facts: Items) -> rx.Component:
    return details_of(rx.foreach(facts, lambda fact: detail(fact.term, fact.value)))
