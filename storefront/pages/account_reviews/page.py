from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import row, row_list
from core.ui.components.link import text_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import pagination, tab, tabs
from core.ui.components.price import rating
from core.ui.values import Text, when
from storefront.pages.account.frame import account_page
from storefront.pages.account_reviews.state import PATH, AccountReviewsState

IMAGE = 72


def account_reviews_page() -> rx.Component:
    state = AccountReviewsState
    return account_page(
        "Your reviews",
        PATH,
        state,
        tabs(
            "Your reviews and questions",
            rx.foreach(state.tabs, lambda one: tab(one[0], href=one[1], is_current=one[2])),
        ),
        rx.el.div(
            rx.match(
                state.view,
                ("written", _list(state.written, _written, _nothing_written())),
                ("questions", _list(state.asked, _asked, _nothing_asked())),
                _list(state.waiting, _waiting, _nothing_waits()),
            ),
            class_name="mt-6",
        ),
    )


def _list(rows: Any, show: Any, nothing: rx.Component) -> rx.Component:
    full = rx.el.div(
        row_list(rx.foreach(rows, show)),
        pagination(AccountReviewsState.pager),
        class_name="stack",
    )
    return rx.cond(rows, full, nothing)  # pyright: ignore[reportReturnType]


def _waiting(line: Any) -> rx.Component:
    return row(
        text_link(line.title, href=line.href),
        when(line.bought, rx.el.p(line.bought, class_name="text-small")),
        rx.el.p(line.arrived, class_name="text-small text-muted"),
        start=thumbnail(line.image, size=IMAGE),
        end=link_button(
            "Review", href=line.write_href, size="small", aria_label="Review " + line.title
        ),
        data_testid="to-review",
    )


def _written(review: Any) -> rx.Component:
    return row(
        text_link(review.title, href=review.href),
        rx.el.p(
            rating(review.rating, share=review.share),
            badge(review.status, tone=review.tone, shape=review.shape),
            class_name="cluster",
        ),
        rx.el.p(review.text, class_name="review-text clamp-6"),
        when(review.reply, _answer("The workshop answered", review.reply)),
        rx.el.p(review.written, class_name="text-small text-muted"),
        start=thumbnail(review.image, size=IMAGE),
        end=link_button(
            "Open",
            href=review.edit_href,
            size="small",
            variant="secondary",
            aria_label="Your review of " + review.title,
        ),
        data_testid="written-review",
    )


def _asked(question: Any) -> rx.Component:
    return row(
        text_link(question.title, href=question.href),
        rx.el.p(question.text, class_name="review-text"),
        when(question.answer, _answer("The workshop answered", question.answer)),
        when(question.reason, _answer("Why it is not shown", question.reason)),
        rx.el.p(question.asked, class_name="text-small text-muted"),
        end=badge(question.status, tone=question.tone, shape=question.shape),
    )


def _answer(title: str, words: Text) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong(title), class_name="text-small"),
        rx.el.p(words, class_name="review-text"),
        class_name="review-reply",
    )


def _nothing_waits() -> rx.Component:
    return empty_state(
        "Come back when a parcel has arrived",
        "Pieces that were delivered to you wait here for your review.",
        link_button("Your orders", href="/account/orders", variant="secondary"),
        picture="box",
    )


def _nothing_written() -> rx.Component:
    return empty_state(
        "Write your first review",
        "What you say helps others to choose, and workshops to get better.",
        link_button("What waits to be reviewed", href=PATH, variant="secondary"),
        picture="thread",
    )


def _nothing_asked() -> rx.Component:
    return empty_state(
        "Ask a maker",
        "On the page of every piece you can ask whoever made it. The answers come here, too.",
        link_button("Go to the shop", href="/", variant="secondary"),
        picture="loom",
    )
