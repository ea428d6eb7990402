from typing import Any

import reflex as rx

from admin.components.lists import view_tabs
from admin.components.marks import mark
from admin.components.panels import reason_dialog
from admin.components.states import desk_page
from admin.pages.moderation_reports.state import DISMISS, UPHOLD, ReportsState
from admin.pages.moderation_reports.views import PATH
from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import outside_link
from core.ui.components.navigation import pagination
from core.ui.values import either, when


def reports_page() -> rx.Component:
    state = ReportsState
    cards = rx.el.div(
        rx.el.ul(rx.foreach(state.rows, _card), class_name="moderation-list"),
        pagination(state.pager, label="Pages of reports"),
        class_name="stack mt-4",
    )
    return desk_page(
        state,
        page_header(
            "Reports",
            intro="Key A dismisses the marked report, key R upholds it. Either needs a reason.",
        ),
        notes(state),
        view_tabs("Views of reports", state.tabs),
        rx.cond(state.rows, cards, _nothing()),
        _dialogs(),
        current=PATH,
    )


def _card(row: Any) -> rx.Component:
    is_current = ReportsState.current == row.id
    return rx.el.li(
        rx.el.article(
            rx.el.header(
                badge(row.target),
                badge(row.reason, tone="danger"),
                mark(row.status),
                when(row.is_late, badge("Late", tone="attention", shape="attention")),
                outside_link(row.piece, href=row.href),
                class_name="moderation-head",
            ),
            rx.el.blockquote(row.text, class_name="review-text review-reply"),
            rx.el.p("Written by ", row.author, class_name="text-small text-muted"),
            when(row.details, rx.el.p(row.details, class_name="review-text")),
            rx.el.p(
                "Reported by ",
                row.reporter,
                ", ",
                row.reported,
                ", to decide by ",
                row.due,
                class_name="text-small text-muted",
            ),
            when(row.decision, rx.el.p("Decision: ", row.decision, class_name="text-small")),
            when(
                row.is_open,
                rx.cond(is_current, _verbs(row, "r", "a"), _verbs(row)),
            ),
            class_name="review",
        ),
        aria_current=either(is_current, "true", "false"),
        key=row.id,
        data_testid="report-card",
    )


def _verbs(row: Any, uphold_key: str = "", dismiss_key: str = "") -> rx.Component:
    return rx.el.footer(
        _verb("Uphold…", UPHOLD, row, uphold_key),
        _verb("Dismiss…", DISMISS, row, dismiss_key),
        class_name="cluster",
    )


def _verb(label: str, panel: str, row: Any, key: str) -> rx.Component:
    keys = {"custom_attrs": {"data-key": key, "aria-keyshortcuts": key}} if key else {}
    return button(
        label,
        variant="secondary",
        size="small",
        on_click=ReportsState.ask(panel, row.id),
        **keys,
    )


def _dialogs() -> rx.Component:
    return rx.fragment(
        reason_dialog(
            ReportsState,
            UPHOLD,
            "Uphold this report?",
            "What it is about goes at once. Other open reports of it are closed too.",
            verb="Uphold",
            on_submit=ReportsState.uphold,
            hint="Its author and who reported it read this.",
            max_length=1000,
        ),
        reason_dialog(
            ReportsState,
            DISMISS,
            "Dismiss this report?",
            "It stays, and comes back if reports had hidden it.",
            verb="Dismiss",
            on_submit=ReportsState.dismiss,
            hint="Who reported it reads this.",
            max_length=1000,
        ),
    )


def _nothing() -> rx.Component:
    return empty_state(
        "Take a break: nothing waits",
        "What people report appears here, the nearest deadline first.",
        picture="loom",
    )
