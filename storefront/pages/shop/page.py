from typing import Any

import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import banner, empty_state
from core.ui.components.icon import icon
from core.ui.components.layout import detail, details_of, panel
from core.ui.components.link import outside_link, text_link
from core.ui.components.maker import maker_mark, selvedge
from core.ui.components.navigation import breadcrumb
from core.ui.components.price import rating
from core.ui.values import Items, when
from storefront.components.follow_button import follow_button, follower_count
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
                when(
                    shop.rating,
                    rating(shop.rating, share=shop.rating_share, count=shop.ratings),
                ),
                rx.el.div(
                    follow_button(card.slug, card.name),
                    follower_count(card.slug, ShopState.followers),
                    class_name="cluster mt-3",
                ),
            ),
            class_name="flex items-center gap-4 mt-4 mb-6",
        ),
        when(
            shop.holiday,
            rx.el.div(
                banner("On holiday", shop.holiday, tone="attention"),
                class_name="mb-6",
                data_testid="holiday",
            ),
        ),
        _sections(),
        rx.el.section(
            rx.el.h2("Pieces of this workshop", class_name="mb-4"),
            rx.cond(
                (ShopState.listing.total > 0) | (ShopState.listing.chips.length() > 0),
                listing(ShopState.listing, ShopState.set_price),
                empty_state(
                    "Look elsewhere for now",
                    "No pieces of this workshop are listed right now.",
                    link_button("Other workshops", href="/shops"),
                    picture="loom",
                ),
            ),
            id="work",
            class_name="anchor",
        ),
        _about(),
        _reviews(),
        _policies(),
        class_name="page sections",
    )


def _sections() -> rx.Component:
    """Places on this page: they work without a script and can be shared."""
    places = (
        ("Pieces", "work"),
        ("About", "about"),
        ("Reviews", "reviews"),
        ("Policies", "policies"),
    )
    return rx.el.nav(
        *[outside_link(label, href=f"#{place}", class_name="") for label, place in places],
        aria_label="On this page",
        class_name="tabs",
    )


def _about() -> rx.Component:
    return rx.el.section(
        rx.el.h2("About the workshop", class_name="mb-4"),
        rx.el.div(
            rx.el.div(rx.foreach(shop.story, _paragraph), class_name="stack prose"),
            panel(
                _facts(shop.facts),
                rx.el.h3("What EcoMarket has checked", class_name="mt-4 mb-2"),
                rx.el.ul(
                    rx.foreach(shop.checked, _checked), class_name="stack-tight text-small"
                ),
                report_link(card.href, "Report this workshop"),
            ),
            class_name="with-aside",
        ),
        id="about",
        class_name="anchor",
    )


def _paragraph(text: Any) -> rx.Component:
    return rx.el.p(text)


def _checked(sentence: Any) -> rx.Component:
    return rx.el.li(
        icon("file_check_2", size="small"), sentence, class_name="flex items-center gap-2"
    )


def _reviews() -> rx.Component:
    nobody = rx.el.p(
        "Nobody who bought here has written yet. Only buyers can.", class_name="text-muted"
    )
    return rx.el.section(
        rx.el.h2("What buyers say", class_name="mb-4"),
        rx.cond(
            shop.reviews,
            rx.el.ul(rx.foreach(shop.reviews, _review), class_name="tile-grid"),
            nobody,
        ),
        id="reviews",
        class_name="anchor",
    )


def _review(review: Any) -> rx.Component:
    return rx.el.li(
        rating(review.stars, share=review.share),
        when(review.title, rx.el.h3(review.title)),
        rx.el.p(review.body, class_name="clamp-6"),
        rx.el.p(
            review.author, ", ", review.written, " · ",
            text_link(review.piece, href=review.href),
            class_name="text-small text-muted",
        ),
        class_name="panel stack-tight",
    )  # fmt: skip


def _policies() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Policies, and who you buy from", class_name="mb-4"),
        rx.el.div(
            panel(_facts(shop.policies), title="Returns, repair and custom work"),
            panel(_facts(shop.trader), title="The trader"),
            class_name="halves",
        ),
        id="policies",
        class_name="anchor",
    )


def _facts(facts: Items) -> rx.Component:
    return details_of(rx.foreach(facts, lambda fact: detail(fact.term, fact.value)))
