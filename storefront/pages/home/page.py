from collections.abc import Sequence
from typing import Any

import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state, loading, skeleton, skeleton_cards
from core.ui.components.layout import section_header
from core.ui.components.link import internal_link, text_link
from core.ui.components.maker import maker_mark, selvedge
from core.ui.components.media import media_image
from core.ui.values import when
from storefront.components.guides import collection_tiles, material_tiles
from storefront.components.product_card import product_grid
from storefront.components.recently_viewed import recently_viewed
from storefront.components.states import not_here, page_of
from storefront.pages.home.state import HomeState
from storefront.shell import frame

story = HomeState.story


def home_page() -> rx.Component:
    return frame(
        page_of(
            HomeState,
            rx.el.div(
                _hero(),
                rx.cond(HomeState.cards, _shelves(), _bare()),
            ),
            waiting=_skeleton(),
            missing=not_here("There is nothing here", "Look again in a minute."),
            retry=HomeState.load,
        )
    )


def _hero() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h1(
                "Made slowly, described exactly.", class_name="text-display", tab_index=-1
            ),
            rx.el.p(
                "Pieces from ",
                HomeState.workshops,
                ". What is said about impact shows who stands behind it; where nobody knows, "
                "the page says so.",
                class_name="text-lead",
            ),
            rx.el.div(
                link_button("Browse what is new", href="/search?sort=newest"),
                link_button("Meet the workshops", href="/shops", variant="secondary"),
                class_name="cluster mt-2",
            ),
            class_name="stack self-center",
        ),
        when(
            HomeState.hero_href,
            internal_link(
                media_image(
                    HomeState.hero,
                    ratio="square",
                    sizes="(width < 64rem) 100vw, 34rem",
                    eager=True,
                ),
                href=HomeState.hero_href,
            ),
        ),
        class_name="page hero",
    )


def _shelves() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.section(
                section_header(
                    "New from the workshops",
                    more="Everything that is new",
                    more_href="/search?sort=newest",
                ),
                product_grid(HomeState.cards),
            ),
            when(HomeState.materials, _materials()),
            class_name="page sections",
        ),
        when(story.href, _story()),
        rx.el.div(
            when(HomeState.collections, _collections()),
            rx.el.section(
                rx.el.h2("By kind", class_name="mb-5"),
                rx.el.ul(rx.foreach(HomeState.tree, _department), class_name="department-grid"),
            ),
            class_name="page sections",
        ),
        _evidence(),
        rx.el.div(recently_viewed(), _defaults(), class_name="page"),
    )


def _materials() -> rx.Component:
    return rx.el.section(
        section_header("By material", more="All materials", more_href="/materials"),
        material_tiles(HomeState.materials),
    )


def _collections() -> rx.Component:
    return rx.el.section(
        section_header("Put together", more="All collections", more_href="/collections"),
        collection_tiles(HomeState.collections, heading=rx.el.h3),
    )


def _department(department: Any) -> rx.Component:
    return rx.el.li(
        internal_link(
            rx.el.strong(department.name),
            rx.el.span(department.count, class_name="text-small text-muted"),
            href=department.href,
            class_name="department",
        )
    )


def _story() -> rx.Component:
    return rx.el.section(
        selvedge(story.selvedge, band=True),
        rx.el.div(
            rx.el.div(
                maker_mark(story.initials, image=story.mark, size="large"),
                rx.el.div(
                    rx.el.h2(story.name),
                    rx.el.p(story.craft, " in ", story.place, class_name="text-muted"),
                ),
                class_name="flex items-center gap-4",
            ),
            rx.el.div(
                rx.el.p(story.story, class_name="text-lead clamp-6"),
                rx.el.p(text_link("Go to the workshop", href=story.href), class_name="mt-3"),
            ),
            class_name="page halves",
        ),
        class_name="story",
    )


def _evidence() -> rx.Component:
    kinds = (
        ("Verified", "A document of somebody else says so: a test report, an audit, a label."),
        ("Maker’s statement", "The workshop says so and puts its name to it."),
        ("No data", "Nobody has told us yet. We show the gap, not a guess."),
    )
    return rx.el.section(
        rx.el.div(
            section_header("What we measure", more="Method and coverage", more_href="/impact"),
            _terms(kinds),
            class_name="page",
        ),
        class_name="band",
    )


def _defaults() -> rx.Component:
    """What holds for everything that is bought here."""
    kinds = (
        ("You buy from the workshop",
         "Its name and address are on every piece, and it sends the parcel itself."),
        ("Prices include VAT",
         "Delivery is shown before you pay, with the day of arrival."),
        ("You can change your mind",
         "Fourteen days by law, and longer where a workshop says so."),
        ("Repair before replacement",
         "Where a workshop mends its pieces, their pages say so."),
    )  # fmt: skip
    return rx.el.section(
        rx.el.h2("What holds for every order", class_name="mb-5"),
        _terms(kinds),
    )


def _terms(kinds: Sequence[tuple[str, str]]) -> rx.Component:
    return rx.el.dl(
        *[
            rx.el.div(rx.el.dt(word, class_name="font-semibold"), rx.el.dd(sentence))
            for word, sentence in kinds
        ],
        class_name="tile-grid",
    )


def _bare() -> rx.Component:
    return rx.el.div(
        empty_state(
            "Come back soon",
            "The first workshops are setting up their shelves.",
            link_button("Meet the workshops", href="/shops"),
            picture="loom",
        ),
        class_name="page",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        loading(skeleton(class_name="h-64"), label="Loading the shop…"),
        rx.el.div(skeleton_cards(8), class_name="mt-8"),
        class_name="page",
    )
