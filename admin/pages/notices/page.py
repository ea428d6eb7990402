from typing import Any

import reflex as rx

from admin.components.lists import result_list, view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.notices.state import NoticesState
from admin.pages.notices.views import PATH
from core.ui.components.badge import badge
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def notices_page() -> rx.Component:
    return desk_page(
        NoticesState,
        page_header(
            "Notices", intro="What people report as illegal. The nearest deadline first."
        ),
        view_tabs("Views of notices", NoticesState.tabs),
        rx.cond(
            NoticesState.rows,
            result_list(_table(), NoticesState.pager, "Pages of notices"),
            empty_state(
                "Take a break: nothing was reported",
                "Notices from the form “Report something” appear here.",
                picture="ledger",
            ),
        ),
        current=PATH,
    )


def _table() -> rx.Component:
    columns = [
        Column("Notice"),
        Column("About"),
        Column("Reason"),
        Column("Due"),
        Column("State"),
    ]
    return table("Notices", columns, rx.foreach(NoticesState.rows, _row))


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Notice",
            rx.el.div(
                text_link(row.number, href=row.href),
                rx.el.p(row.when, class_name="text-tiny text-muted"),
            ),
        ),
        cell("About", row.subject),
        cell("Reason", row.reason),
        cell(
            "Due",
            rx.el.div(row.due, when(row.is_late, badge("Late", tone="danger"))),
        ),
        cell("State", mark(row.status)),
        data_testid="notice-row",
    )
