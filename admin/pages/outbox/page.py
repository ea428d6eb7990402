from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list, view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.outbox.state import OutboxState
from admin.pages.outbox.views import PATH
from core.ui.components.choice import select_field
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row


def outbox_page() -> rx.Component:
    return desk_page(
        OutboxState,
        page_header("Mail", intro="Every mail the market has written, as it was written."),
        view_tabs("Views of mails", OutboxState.tabs),
        filter_form(
            "Recipient or subject",
            OutboxState,
            select_field("Occasion", "kind", OutboxState.kinds, default_value=OutboxState.kind),
        ),
        rx.cond(
            OutboxState.rows,
            result_list(_table(), OutboxState.pager, "Pages of mails"),
            rx.cond(OutboxState.is_filtered, nothing_matches("mails", PATH), _none_yet()),
        ),
        current=PATH,
    )


def _table() -> rx.Component:
    return table(
        "Mails",
        [Column("Subject"), Column("Status"), Column("To"), Column("Occasion"), Column("When")],
        rx.foreach(OutboxState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Subject", text_link(row.subject, href=row.href)),
        cell(
            "Status",
            rx.el.div(mark(row.status), rx.el.p(row.error, class_name="text-tiny text-muted")),
        ),
        cell("To", row.recipient),
        cell("Occasion", row.kind),
        cell("When", row.when),
        data_testid="mail-row",
    )


def _none_yet() -> rx.Component:
    return empty_state(
        "No mail yet",
        "Confirmations, order mails and messages to workshops appear here.",
        picture="ledger",
    )
