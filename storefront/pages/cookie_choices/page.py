from typing import Any

import reflex as rx

from core.content.consent import ALL, NECESSARY
from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.native_form import native_form
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.cookie_choices.state import CookieChoicesState
from storefront.shell import frame

state = CookieChoicesState


def cookie_choices_page() -> rx.Component:
    return frame(
        page_of(
            state,
            rx.el.div(
                page_header("Cookie choices", intro="Change your answer whenever you like."),
                native_form(
                    rx.el.input(type="hidden", name="next", value="/cookies"),
                    _necessary(),
                    _counting(),
                    rx.el.p(text_link("All names that are stored", href="/legal/cookies")),
                    action="/consent",
                    class_name="stack",
                ),
                when(state.history, _history()),
                class_name="page page-narrow",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=state.load,
        )
    )


def _necessary() -> rx.Component:
    return panel(
        rx.el.p(
            "Signing in, your bag, currency and country, and this choice. Always on: the shop "
            "does not work without.",
        ),
        title="Necessary",
    )


def _counting() -> rx.Component:
    now = rx.match(
        state.chosen,
        (ALL, badge("Now: yes", tone="success")),
        (NECESSARY, badge("Now: no", tone="neutral")),
        rx.fragment(),
    )
    return panel(
        rx.el.p(
            "The steps of one visit carry the same random number, so that we see where people "
            "give up. Without it each step is counted by itself.",
        ),
        rx.el.p(now, class_name="mt-3", role="status"),
        rx.el.div(
            _answer("Accept all", ALL),
            _answer("Only necessary", NECESSARY),
            class_name="consent-choices mt-4",
        ),
        title="Counting",
    )


def _answer(label: str, choice: str) -> rx.Component:
    return button(label, type="submit", name="choice", value=choice, variant="secondary")


def _history() -> rx.Component:
    rows = table(
        "Your answers",
        (Column("When"), Column("Answer"), Column("Version")),
        rx.foreach(state.history, _row),
        compact=True,
    )
    return rx.el.div(panel(rows, title="Your answers", flush=True), class_name="mt-8")


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("When", row.when), cell("Answer", row.answer), cell("Version", row.version)
    )
