from typing import Any

import reflex as rx

from core.reviews.inputs import LONGEST_REASON
from core.reviews.models import ReportReason
from core.ui.components.badge import toggle_chip
from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.desk_page import notes
from core.ui.components.dialog import cancel_button, dialog
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import outside_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import pagination, tab, tabs
from core.ui.components.price import rating
from core.ui.components.text_input import search_field, textarea_field
from core.ui.values import when
from vendor_portal.components.replies import answer_part
from vendor_portal.components.states import desk_page
from vendor_portal.pages.reviews.state import PATH, ReviewsState

REASONS = (
    (ReportReason.NOT_GENUINE, "It is not genuine"),
    (ReportReason.OFFENSIVE, "It insults or threatens"),
    (ReportReason.PERSONAL_DATA, "It tells private facts of somebody"),
    (ReportReason.OFF_TOPIC, "It is not about the piece"),
    (ReportReason.ADVERTISING, "It advertises"),
    (ReportReason.ILLEGAL, "It is against the law"),
)


def reviews_page() -> rx.Component:
    state = ReviewsState
    return desk_page(
        state,
        page_header(
            "Reviews",
            when(state.average, rating(state.average, share=state.share, count=state.counted)),
        ),
        notes(state),
        tabs(
            "Views of reviews",
            rx.foreach(
                state.tabs,
                lambda one: tab(
                    one.label, href=one.href, is_current=one.is_current, count=one.count
                ),
            ),
        ),
        rx.el.div(_search(), _stars(), class_name="spread my-4"),
        rx.cond(state.rows, _list(), _empty()),
        _report_dialog(),
        current=PATH,
    )


def _search() -> rx.Component:
    return rx.el.form(
        search_field("Piece or words", default_value=ReviewsState.q),
        on_submit=ReviewsState.search,
        role="search",
        key=ReviewsState.q,
        class_name="desk-filter",
    )


def _stars() -> rx.Component:
    return rx.el.div(
        rx.foreach(
            ReviewsState.stars,
            lambda one: toggle_chip(one.label, href=one.href, is_on=one.is_current),
        ),
        class_name="cluster",
    )


def _list() -> rx.Component:
    return rx.el.div(
        panel(rx.el.ul(rx.foreach(ReviewsState.rows, _row), class_name="review-list")),
        pagination(ReviewsState.pager, label="Pages of reviews"),
        class_name="stack",
    )


def _row(row: Any) -> rx.Component:
    report = button(
        "Report", variant="quiet", size="small", on_click=ReviewsState.ask_report(row.id)
    )
    withdraw = when(
        row.reply,
        button(
            "Withdraw",
            variant="quiet",
            size="small",
            on_click=ReviewsState.withdraw(row.id),
            aria_label="Withdraw the reply to " + row.author,
        ),
    )
    return rx.el.li(
        rx.el.article(
            rx.el.header(
                rx.el.div(
                    thumbnail(row.image, size=44),
                    rx.el.div(
                        rx.el.h2(
                            outside_link(row.piece, href=row.href), class_name="review-piece"
                        ),
                        when(
                            row.bought, rx.el.p(row.bought, class_name="text-tiny text-muted")
                        ),
                    ),
                    class_name="flex gap-3 items-center",
                ),
                rating(row.rating, share=row.share),
                when(row.title, rx.el.p(rx.el.strong(row.title))),
                rx.el.p(row.author, ", ", row.written, class_name="text-small text-muted"),
            ),
            rx.el.p(row.body, class_name="review-text"),
            when(
                row.photos,
                rx.el.div(rx.foreach(row.photos, _photo), class_name="cluster"),
            ),
            answer_part(ReviewsState, row, noun="reply", other=rx.fragment(withdraw, report)),
            class_name="review",
        ),
        key=row.id,
        data_testid="review-row",
    )


def _photo(photo: Any) -> rx.Component:
    return outside_link(
        thumbnail(photo.image, "Photo of the buyer", size=72), href=photo.href, target="_blank"
    )


def _report_dialog() -> rx.Component:
    state = ReviewsState
    return dialog(
        "report-dialog",
        "Report this review",
        rx.el.form(
            rx.el.p(
                "A moderator looks at it. A bad rating alone is no reason to take it down."
            ),
            select_field(
                "What is wrong?",
                "reason",
                [(reason.value, label) for reason, label in REASONS],
                error=state.errors.get("reason", "").to(str),
            ),
            textarea_field(
                "More about it",
                "details",
                id="report-details",
                error=state.errors.get("details", "").to(str),
                max_length=LONGEST_REASON,
                optional=True,
            ),
            rx.el.div(
                cancel_button(),
                button("Send", type="submit", pending=state.busy == "report"),
                class_name="cluster justify-end",
            ),
            on_submit=state.report,
            key=state.reporting,
            class_name="stack",
        ),
        is_open=state.reporting != "",
        on_close=state.ask_report(""),
    )


def _empty() -> rx.Component:
    return empty_state(
        "Nothing waits here",
        "Reviews come some days after a parcel has arrived.",
        link_button("Show all reviews", href=PATH, variant="secondary"),
        picture="box",
    )
