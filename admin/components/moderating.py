"""The queue of a moderator: cards, two verbs, two keys."""

from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, view_tabs
from admin.components.marks import mark
from admin.components.panels import REASON, panel_buttons, panel_dialog
from admin.components.states import desk_page
from admin.state.moderating import TAKE_DOWN
from admin.state.review_words import REASONS
from core.ui.components.badge import badge, toggle_chip
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import outside_link, text_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import pagination
from core.ui.components.price import rating
from core.ui.components.text_input import textarea_field
from core.ui.values import either, when


def queue_page(state: Any, *, title: str, noun: str, path: str) -> rx.Component:
    return desk_page(
        state,
        page_header(
            title, intro="Key A approves the marked entry, key R takes it down with a reason."
        ),
        notes(state),
        view_tabs(f"Views of {noun}", state.tabs),
        filter_form("Words of the text", state),
        rx.el.div(
            rx.foreach(
                state.flags,
                lambda one: toggle_chip(one.label, href=one.href, is_on=one.is_current),
            ),
            class_name="cluster mb-4",
        ),
        rx.cond(
            state.rows,
            _cards(state),
            rx.cond(state.is_queue, _done(), nothing_matches(noun, path)),
        ),
        _reason_dialog(state),
        current=path,
    )


def _cards(state: Any) -> rx.Component:
    return rx.el.div(
        _together(state),
        rx.el.ul(
            rx.foreach(state.rows, lambda row: _card(state, row)), class_name="moderation-list"
        ),
        pagination(state.pager),
        class_name="stack",
    )


def _together(state: Any) -> rx.Component:
    """For what is picked; always there, so that nothing moves."""
    return rx.el.div(
        rx.el.p(state.picked.length(), " picked", class_name="text-small", role="status"),
        button(
            "Approve picked",
            variant="secondary",
            size="small",
            disabled=~state.picked.bool(),
            on_click=state.approve_picked,
        ),
        button(
            "Take down picked…",
            variant="secondary",
            size="small",
            disabled=~state.picked.bool(),
            on_click=state.ask_reason(""),
        ),
        class_name="cluster",
    )


def _card(state: Any, row: Any) -> rx.Component:
    is_current = state.current == row.id
    return rx.el.li(
        rx.el.article(
            rx.el.header(
                rx.el.input(
                    type="checkbox",
                    checked=state.picked.contains(row.id),
                    on_change=lambda _: state.pick(row.id),
                    aria_label="Pick the entry of " + row.author,
                ),
                thumbnail(row.image, size=44),
                rx.el.div(
                    rx.el.h2(outside_link(row.piece, href=row.href), class_name="review-piece"),
                    rx.el.p(row.workshop, class_name="text-tiny text-muted"),
                ),
                rx.el.div(
                    mark(row.status),
                    rx.foreach(row.flags, lambda flag: badge(flag, tone="attention")),
                    when(row.reports, badge(row.reports, tone="danger")),
                    class_name="cluster",
                ),
                class_name="moderation-head",
            ),
            when(row.rating, rating(row.rating, share=row.share)),
            when(row.title, rx.el.p(rx.el.strong(row.title))),
            rx.el.p(row.body, class_name="review-text"),
            when(row.photos, rx.el.div(rx.foreach(row.photos, _photo), class_name="cluster")),
            when(
                row.answer,
                rx.el.div(
                    rx.el.p(rx.el.strong("The workshop answered"), class_name="text-small"),
                    rx.el.p(row.answer, class_name="review-text"),
                    class_name="review-reply",
                ),
            ),
            when(
                row.decision,
                rx.el.p("Reason given: ", row.decision, class_name="text-small"),
            ),
            rx.el.p(
                text_link(row.author, href=row.customer_href),
                ", ",
                row.written,
                class_name="text-small text-muted",
            ),
            _verbs(state, row, is_current),
            class_name="review",
        ),
        aria_current=either(is_current, "true", "false"),
        key=row.id,
        data_testid="moderation-card",
    )


def _verbs(state: Any, row: Any, is_current: Any) -> rx.Component:
    return rx.el.footer(
        when(
            row.can_approve,
            rx.cond(is_current, _approve(state, row, "a"), _approve(state, row)),
        ),
        when(
            row.can_take_down,
            rx.cond(is_current, _take_down(state, row, "r"), _take_down(state, row)),
        ),
        class_name="cluster",
    )


def _approve(state: Any, row: Any, key: str = "") -> rx.Component:
    return button(
        "Approve",
        size="small",
        on_click=state.approve(row.id),
        pending=state.busy == "approve",
        **_key(key),
    )


def _take_down(state: Any, row: Any, key: str = "") -> rx.Component:
    return button(
        rx.cond(row.is_public, "Remove…", "Reject…"),
        variant="secondary",
        size="small",
        on_click=state.ask_reason(row.id),
        **_key(key),
    )


def _key(key: str) -> dict[str, Any]:
    if not key:
        return {}
    return {"custom_attrs": {"data-key": key, "aria-keyshortcuts": key}}


def _photo(photo: Any) -> rx.Component:
    return outside_link(thumbnail(photo[1], "Photo", size=72), href=photo[0], target="_blank")


def _reason_dialog(state: Any) -> rx.Component:
    return panel_dialog(
        state,
        TAKE_DOWN,
        "Take it down?",
        rx.el.p("Its author gets the reason by mail, with the ways to complain."),
        rx.el.form(
            textarea_field(
                "Reason",
                REASON,
                id="take-down-reason",
                hint="What is wrong with it, by which of our rules.",
                max_length=1000,
                required=True,
            ),
            rx.el.ul(*[rx.el.li(reason) for reason in REASONS], class_name="text-small prose"),
            panel_buttons(state, "Take it down"),
            on_submit=state.take_down,
            key=state.revision,
            class_name="stack",
        ),
    )


def _done() -> rx.Component:
    return empty_state(
        "Take a break: nothing waits",
        "What a machine holds back and what people report appears here, the oldest first.",
        picture="loom",
    )
