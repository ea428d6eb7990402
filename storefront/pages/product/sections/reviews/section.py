"""What buyers say: average, bars to choose from, and the reviews themselves."""

from typing import Any

import reflex as rx

from core.reviews.models import ReportTarget
from core.ui.components.badge import filter_chip, toggle_chip
from core.ui.components.button import button, link_button
from core.ui.components.icon import icon
from core.ui.components.link import internal_link, outside_link, text_link
from core.ui.components.media import media_image
from core.ui.components.menu import disclosure
from core.ui.components.navigation import pagination
from core.ui.components.price import rating
from core.ui.values import either, inline, when
from storefront.pages.product.sections.report.dialog import report_button
from storefront.pages.product.sections.reviews.state import ReviewsState
from storefront.pages.product.state import ProductState

HOW_WE_CHECK = "/legal/reviews"
summary = ReviewsState.summary


def reviews() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Reviews", id="reviews", tab_index=-1),
            when(
                ReviewsState.write_href,
                link_button("Write a review", href=ReviewsState.write_href, size="small"),
            ),
            class_name="section-header",
        ),
        _own(),
        rx.cond(summary.count > 0, _all(), _none()),
        aria_label="Reviews",
        data_testid="reviews",
    )


def _all() -> rx.Component:
    return rx.el.div(
        rx.el.div(_overview(), class_name="reviews-overview"),
        rx.el.div(
            _tools(),
            rx.cond(
                ReviewsState.reviews,
                rx.el.ul(rx.foreach(ReviewsState.reviews, _review), class_name="review-list"),
                rx.el.p("No review fits all of this. Take a filter away."),
            ),
            pagination(ReviewsState.pager, label="Pages of reviews"),
            class_name="stack min-w-0",
        ),
        class_name="reviews",
    )


def _overview() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            rx.el.span(summary.average, class_name="review-average"),
            rx.el.span(" out of 5", class_name="text-muted"),
            data_testid="average",
        ),
        rx.el.p(
            rx.el.span(
                class_name="rating-stars",
                aria_hidden="true",
                **inline(**{"--share": f"{summary.share}%"}),
            ),
            rx.el.span(summary.counted, data_testid="review-count"),
            class_name="cluster",
        ),
        rx.el.ul(rx.foreach(summary.bars, _bar), class_name="review-bars"),
        rx.el.p(
            "Only buyers whose parcel has arrived can write. ",
            text_link("How we check reviews", href=HOW_WE_CHECK),
            class_name="text-small text-muted",
        ),
    )


def _bar(bar: Any) -> rx.Component:
    """A bar of nobody leads nowhere."""
    inside = (
        rx.el.span(bar.label),
        rx.el.span(
            rx.el.span(**inline(width=f"{bar.share}%")), class_name="bar", aria_hidden="true"
        ),
        rx.el.span(bar.count, rx.el.span(" reviews", class_name="visually-hidden")),
    )
    link = internal_link(
        *inside, href=bar.href, aria_current=either(bar.is_chosen, "true", "false")
    )
    return rx.el.li(rx.cond(bar.count > 0, link, rx.el.div(*inside)))


def _tools() -> rx.Component:
    return rx.el.div(
        rx.el.nav(
            rx.foreach(
                summary.sorts,
                lambda sort: toggle_chip(sort.label, href=sort.href, is_on=sort.is_on),
            ),
            aria_label="Order of reviews",
            class_name="cluster",
        ),
        when(
            summary.photos.label,
            rx.el.div(
                toggle_chip(
                    summary.photos.label, href=summary.photos.href, is_on=summary.photos.is_on
                )
            ),
        ),
        when(
            summary.variants,
            disclosure(
                "By variant",
                rx.el.div(
                    rx.foreach(
                        summary.variants,
                        lambda one: toggle_chip(one.label, href=one.href, is_on=one.is_on),
                    ),
                    class_name="cluster",
                ),
            ),
        ),
        when(
            summary.filters,
            rx.el.div(
                rx.foreach(
                    summary.filters, lambda one: filter_chip(one.label, remove_href=one.href)
                ),
                class_name="cluster",
            ),
        ),
        class_name="stack-tight",
    )


def _review(review: Any) -> rx.Component:
    return rx.el.li(
        rx.el.article(
            rx.el.header(
                rating(review.rating, share=review.share),
                when(review.title, rx.el.h3(review.title)),
                rx.el.p(
                    review.author,
                    ", ",
                    review.written,
                    when(review.edited, rx.el.span(", edited ", review.edited)),
                    class_name="text-small text-muted",
                ),
                rx.el.p(
                    icon("badge_check", size="small"),
                    "Verified buyer",
                    when(review.bought, rx.el.span(" of ", review.bought)),
                    class_name="verified text-small",
                ),
            ),
            rx.el.p(review.body, class_name="review-text"),
            when(review.photos, _photos(review.photos)),
            when(review.reply, _reply(review)),
            _acts(review),
            id="review-" + review.id.to(str),
            class_name="review",
        ),
        key=review.id,
        data_testid="review",
    )


def _photos(photos: Any) -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            photos,
            lambda photo: rx.el.li(
                outside_link(
                    media_image(photo.image, ratio="square", sizes="6rem"),
                    href=photo.href,
                    target="_blank",
                    class_name="review-photo",
                )
            ),
        ),
        class_name="cluster",
    )


def _reply(review: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.el.strong(ProductState.product.workshop.name),
            " answered on ",
            review.replied,
            class_name="text-small",
        ),
        rx.el.p(review.reply, class_name="review-text"),
        rx.el.div(
            report_button(ReportTarget.REPLY, review.id, of=ProductState.product),
            class_name="cluster",
        ),
        class_name="review-reply",
    )


def _acts(review: Any) -> rx.Component:
    is_marked = ReviewsState.marked.contains(review.id)
    is_own = ReviewsState.own.id == review.id
    helpful = button(
        "Helpful",
        variant="secondary",
        size="small",
        icon_name="thumbs_up",
        aria_pressed=either(is_marked, "true", "false"),
        on_click=ReviewsState.toggle_helpful(review.id),
    )
    return rx.el.footer(
        rx.cond(is_own, rx.fragment(), helpful),
        rx.el.span(
            rx.cond(review.helpful > 0, review.helpful.to(str) + " found this helpful", ""),
            class_name="text-small text-muted",
            role="status",
        ),
        rx.cond(
            is_own,
            rx.fragment(),
            report_button(ReportTarget.REVIEW, review.id, of=ProductState.product),
        ),
        class_name="cluster",
    )


def _own() -> rx.Component:
    """One's own review is said to be there, also while nobody else can read it."""
    state = rx.match(
        ReviewsState.own_status,
        ("pending", "It waits for a moderator. Nobody else sees it yet."),
        ("rejected", "It was not published. Open it to read why."),
        ("removed", "It was removed. Open it to read why."),
        "Thank you. Others read it below.",
    )
    return when(
        ReviewsState.own.id,
        rx.el.div(
            rx.el.p(rx.el.strong("You have reviewed this piece. "), state),
            text_link("Your review", href=ReviewsState.own_href),
            class_name="spread panel mb-6",
            data_testid="own-review",
        ),
    )


def _none() -> rx.Component:
    return rx.el.p(
        "Nobody has reviewed this piece yet. Only buyers whose parcel has arrived can write. ",
        text_link("How we check reviews", href=HOW_WE_CHECK),
        class_name="text-muted",
    )
