from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list, view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.jobs.state import JobsState
from admin.pages.jobs.views import PATH
from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def jobs_page() -> rx.Component:
    return desk_page(
        JobsState,
        page_header(
            "Jobs",
            button(
                "Look again", variant="secondary", size="small", on_click=JobsState.load
            ),
        ),
        notes(JobsState),
        view_tabs("Views of jobs", JobsState.tabs),
        filter_form(
            "Part of the name",
            JobsState,
            select_field("Queue", "queue", JobsState.queues, default_value=JobsState.queue),
        ),
        rx.cond(
            JobsState.rows,
            result_list(_table(), JobsState.pager, "Pages of jobs"),
            rx.cond(JobsState.is_filtered, nothing_matches("jobs", PATH), _none_yet()),
        ),
        current=PATH,
    )  # fmt: skip


def _table() -> rx.Component:
    return table(
        "Jobs",
        [
            Column("Job"),
            Column("Status"),
            Column("Queue"),
            Column("With"),
            Column("Moved"),
            Column("Actions", hidden=True),
        ],
        rx.foreach(JobsState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Job",
            rx.el.div(
                row.name, rx.el.p("Number ", row.id, class_name="text-tiny text-muted")
            ),
        ),
        cell(
            "Status",
            rx.el.div(
                mark(row.status), rx.el.p(row.attempts, class_name="text-tiny text-muted")
            ),
        ),
        cell("Queue", row.queue),
        cell("With", rx.el.code(row.arguments, class_name="break-all text-tiny")),
        cell(
            "Moved",
            rx.el.div(row.changed, rx.el.p(row.due, class_name="text-tiny text-muted")),
        ),
        cell("Actions", _actions(row)),
        data_testid="job-row",
    )  # fmt: skip


def _actions(row: Any) -> rx.Component:
    return rx.fragment(
        when(
            row.can_retry,
            button(
                "Retry",
                variant="secondary",
                size="small",
                on_click=JobsState.retry(row.id),
                aria_label="Retry job " + row.id,
            ),
        ),
        when(
            row.can_cancel,
            button(
                "Cancel",
                variant="secondary",
                size="small",
                on_click=JobsState.cancel(row.id),
                aria_label="Cancel job " + row.id,
            ),
        ),
    )


def _none_yet() -> rx.Component:
    return empty_state(
        "No jobs yet",
        "Mails, pictures, the search index and timers are done by jobs.",
        picture="loom",
    )
