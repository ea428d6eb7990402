from typing import Any

import reflex as rx

from admin.components.marks import mark
from admin.components.panels import panel_buttons, panel_dialog
from admin.components.states import desk_page
from admin.pages.notice.state import NoticeState
from admin.pages.notices.views import MEASURE_WORDS, PATH
from core.content.decide_notice import LONGEST_STATEMENT, SHORTEST_STATEMENT
from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.desk_page import notes
from core.ui.components.layout import detail, details_of, page_header, panel, row, row_list
from core.ui.components.link import outside_link, text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import textarea_field
from core.ui.values import when

notice = NoticeState.notice
DECIDE = "decide"


def notice_page() -> rx.Component:
    return desk_page(
        NoticeState,
        breadcrumb([("Notices", PATH)], notice.number),
        page_header(notice.number, _actions()),
        notes(NoticeState),
        rx.el.div(
            rx.el.div(_said(), when(notice.statement, _decision()), class_name="stack"),
            rx.el.div(_facts(), _history(), class_name="stack"),
            class_name="with-aside",
        ),
        _dialog(),
        current=PATH,
        missing="There is no such notice",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        mark(notice.status),
        when(
            notice.can_take,
            button(
                "Look into it",
                variant="secondary",
                size="small",
                on_click=NoticeState.take,
                pending=NoticeState.busy == "take",
            ),
        ),
        when(
            notice.can_decide,
            button("Decide", size="small", on_click=NoticeState.open_panel(DECIDE)),
        ),
        class_name="cluster",
    )


def _said() -> rx.Component:
    return panel(
        rx.el.p(notice.explanation, class_name="whitespace-pre-wrap"), title="What was said"
    )


def _decision() -> rx.Component:
    return panel(
        rx.el.p(rx.el.strong(notice.measure)),
        rx.el.p(notice.statement, class_name="whitespace-pre-wrap mt-2"),
        title="Decision and reasons",
    )


def _facts() -> rx.Component:
    return panel(
        details_of(
            detail("About", notice.subject),
            detail("Page", outside_link(notice.path, href=notice.page_href, target="_blank")),
            detail("Reason", notice.reason),
            detail("Reported by", notice.reporter),
            detail("Due", notice.due),
            when(
                notice.product_href,
                detail("Piece", text_link("Open it", href=notice.product_href)),
            ),
            when(
                notice.vendor_href,
                detail("Workshop", text_link("Open it", href=notice.vendor_href)),
            ),
        ),
        title="Facts",
    )


def _history() -> rx.Component:
    return panel(row_list(rx.foreach(notice.history, _step)), title="History")


def _step(step: Any) -> rx.Component:
    return row(
        rx.el.p(step.what),
        rx.el.p(step.who, ", ", step.when, class_name="text-tiny text-muted"),
    )


def _dialog() -> rx.Component:
    options = [("", "Choose …"), *((m.value, word) for m, word in MEASURE_WORDS.items())]
    return panel_dialog(
        NoticeState,
        DECIDE,
        rx.fragment("Decide notice ", notice.number),
        rx.el.p(
            "Hiding and suspending happen with the decision. A review is taken down in the "
            "queue of reviews first."
        ),
        rx.el.form(
            select_field("What follows?", "measure", options, required=True),
            textarea_field(
                "Statement of reasons",
                "statement",
                hint="The facts, the law or rule, and why. Both sides read it.",
                rows=6,
                min_length=SHORTEST_STATEMENT,
                max_length=LONGEST_STATEMENT,
                required=True,
            ),
            panel_buttons(NoticeState, "Decide", variant="primary"),
            on_submit=NoticeState.decide,
            key=NoticeState.revision,
            class_name="stack",
        ),
    )
