from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner, empty_state
from core.ui.components.layout import panel
from core.ui.components.link import text_link
from core.ui.components.menu import disclosure
from core.ui.components.navigation import pagination
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.pages.account.frame import account_page
from storefront.pages.account_alerts.state import PATH, AlertsState


def account_alerts_page() -> rx.Component:
    return account_page(
        "Alerts", PATH, AlertsState, _news(), rx.cond(AlertsState.is_any, _full(), _empty())
    )


def _full() -> rx.Component:
    return rx.el.div(
        when(
            AlertsState.waiting,
            rx.el.section(
                rx.el.h2("Waiting", class_name="mb-4"),
                rx.el.ul(rx.foreach(AlertsState.waiting, _waiting), class_name="tile-grid"),
            ),
        ),
        when(
            AlertsState.searches,
            rx.el.section(
                rx.el.h2("Saved searches", class_name="mb-2"),
                rx.el.p(
                    "We look once a day, and write when something new fits.",
                    class_name="text-muted mb-4",
                ),
                rx.el.ul(rx.foreach(AlertsState.searches, _search), class_name="tile-grid"),
            ),
        ),
        when(
            AlertsState.past,
            rx.el.section(
                rx.el.h2("Told in the last 90 days", class_name="mb-4"),
                rx.el.ul(rx.foreach(AlertsState.past, _past), class_name="tile-grid"),
            ),
        ),
        pagination(AlertsState.pager),
        rx.el.p(
            "Mails about workshops are set on ",
            text_link("Workshops you follow", href="/account/following"),
            ".",
        ),
        class_name="stack-loose",
    )


def _waiting(alert: Any) -> rx.Component:
    change = rx.el.form(
        rx.el.input(type="hidden", name="alert", value=alert.id),
        text_field(
            "Your price, in " + alert.currency.to(str),
            "target",
            id="target-" + alert.id.to(str),
            default_value=alert.target,
            input_mode="decimal",
            key=alert.id.to(str) + alert.target.to(str),
        ),
        rx.el.div(button("Change the price", type="submit", variant="secondary", size="small")),
        on_submit=AlertsState.change,
        class_name="stack-tight",
    )
    return rx.el.li(
        panel(
            _subject(alert),
            rx.el.p(badge(alert.wish, tone="info", shape="new"), class_name="my-2"),
            rx.el.p(alert.today, class_name="text-small text-muted"),
            when(alert.is_price, disclosure("Change the price", change)),
            button(
                "End the alert",
                variant="quiet",
                size="small",
                aria_label="End the alert for " + alert.title.to(str),
                on_click=AlertsState.end(alert.id),
            ),
        ),
        data_testid="alert",
    )


def _past(alert: Any) -> rx.Component:
    return rx.el.li(
        panel(
            _subject(alert),
            rx.el.p(badge(alert.told, tone="success", shape="done"), class_name="my-2"),
            rx.el.p(alert.wish, class_name="text-small"),
            rx.el.p(alert.today, class_name="text-small text-muted"),
        ),
        data_testid="past-alert",
    )


def _subject(alert: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h3(text_link(alert.title, href=alert.href), class_name="text-body"),
        when(alert.options, rx.el.p(alert.options, class_name="text-small")),
    )


def _search(search: Any) -> rx.Component:
    return rx.el.li(
        panel(
            rx.el.h3(text_link(search.name, href=search.href), class_name="text-body"),
            rx.el.p(search.told, class_name="text-small text-muted my-2"),
            button(
                "End the search",
                variant="quiet",
                size="small",
                aria_label="End the search " + search.name.to(str),
                on_click=AlertsState.end_search(search.id),
            ),
        ),
        data_testid="saved-search",
    )


def _empty() -> rx.Component:
    return empty_state(
        "Set an alert",
        "On the page of a piece, say which price you wait for, or that it should come back. "
        "On any list, save the search.",
        link_button("Look around", href="/"),
        picture="ledger",
    )


def _news() -> rx.Component:
    return rx.el.div(
        when(AlertsState.done, banner(AlertsState.done, tone="success")),
        when(AlertsState.refusal, banner(AlertsState.refusal, tone="danger")),
        role="status",
        class_name="mb-4",
    )
