from typing import Any

import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import internal_link, outside_link
from core.ui.components.media import media_image
from core.ui.components.navigation import pagination
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.journal.state import DESCRIPTION, JournalState
from storefront.shell import frame

FEED = "/feeds/journal.atom"


def journal_page() -> rx.Component:
    return frame(
        page_of(
            JournalState,
            rx.el.div(
                page_header("Journal", intro=DESCRIPTION),
                rx.cond(JournalState.stories, _stories(), _none()),
                rx.el.p(
                    outside_link("Follow the journal in a feed reader", href=FEED),
                    class_name="text-small mt-8",
                ),
                class_name="page",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=JournalState.load,
        )
    )


def _stories() -> rx.Component:
    return rx.el.div(
        rx.el.ul(
            rx.foreach(JournalState.stories, lambda story: rx.el.li(story_card(story))),
            class_name="story-grid",
        ),
        rx.el.div(pagination(JournalState.pager), class_name="mt-8"),
    )


def story_card(story: Any, *, heading: Any = rx.el.h2) -> rx.Component:
    return rx.el.article(
        when(story.has_image, media_image(story.image, ratio="hero", sizes="24rem")),
        heading(internal_link(story.title, href=story.href), class_name="product-card-name"),
        rx.el.p(story.summary),
        rx.el.p(story.told, class_name="text-small text-muted"),
        class_name="product-card",
        data_testid="story",
    )


def _none() -> rx.Component:
    return empty_state(
        "Look at the pieces meanwhile",
        "Nothing has been published in the journal yet.",
        link_button("All pieces", href="/search"),
        picture="ledger",
    )
