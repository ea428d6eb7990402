from typing import Any

import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import outside_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import pagination, tab, tabs
from core.ui.components.text_input import search_field
from vendor_portal.components.replies import answer_part
from vendor_portal.components.states import desk_page
from vendor_portal.pages.questions.state import PATH, QuestionsState


def questions_page() -> rx.Component:
    state = QuestionsState
    return desk_page(
        state,
        page_header(
            "Questions", intro="An answer stands on the page of the piece, for everybody."
        ),
        notes(state),
        tabs(
            "Views of questions",
            rx.foreach(
                state.tabs,
                lambda one: tab(
                    one.label, href=one.href, is_current=one.is_current, count=one.count
                ),
            ),
        ),
        rx.el.form(
            search_field("Piece or words", default_value=state.q),
            on_submit=state.search,
            role="search",
            key=state.q,
            class_name="desk-filter my-4",
        ),
        rx.cond(state.rows, _list(), _empty()),
        current=PATH,
    )


def _list() -> rx.Component:
    return rx.el.div(
        panel(rx.el.ul(rx.foreach(QuestionsState.rows, _row), class_name="review-list")),
        pagination(QuestionsState.pager, label="Pages of questions"),
        class_name="stack",
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.article(
            rx.el.header(
                rx.el.div(
                    thumbnail(row.image, size=44),
                    rx.el.div(
                        rx.el.h2(
                            outside_link(row.piece, href=row.href), class_name="review-piece"
                        ),
                        rx.el.p(
                            row.author, ", ", row.asked, class_name="text-small text-muted"
                        ),
                    ),
                    class_name="flex gap-3 items-center",
                ),
            ),
            rx.el.p(row.body, class_name="review-text"),
            answer_part(QuestionsState, row, noun="answer", other=rx.fragment()),
            class_name="review",
        ),
        key=row.id,
        data_testid="question-row",
    )


def _empty() -> rx.Component:
    return empty_state(
        "Nothing waits here",
        "Shoppers ask on the pages of your pieces. You get a mail for each question.",
        link_button("Show all questions", href=PATH, variant="secondary"),
        picture="loom",
    )
