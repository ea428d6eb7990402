from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list
from admin.components.states import desk_page
from admin.pages.audit.state import AuditState
from admin.pages.audit.views import DOMAINS, PATH
from core.ui.components.badge import filter_chip
from core.ui.components.choice import select_field
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def audit_page() -> rx.Component:
    return desk_page(
        AuditState,
        page_header(
            "Audit trail",
            intro="Who did what to whom. The database refuses to change a line of it.",
        ),
        filter_form(
            "Who: part of an e-mail, or system",
            AuditState,
            select_field("Act", "action", DOMAINS, default_value=AuditState.action),
        ),
        when(
            AuditState.object,
            rx.el.p(
                filter_chip("One object", remove_href=AuditState.clear_object_href),
                class_name="mb-4",
            ),
        ),
        rx.cond(
            AuditState.rows,
            result_list(_table(), AuditState.pager, "Pages of the trail"),
            rx.cond(AuditState.is_filtered, nothing_matches("acts", PATH), _none_yet()),
        ),
        current=PATH,
    )


def _table() -> rx.Component:
    return table(
        "Audit trail",
        [Column("When"), Column("Who"), Column("What"), Column("Object"), Column("Facts")],
        rx.foreach(AuditState.rows, _row),
        compact=True,
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("When", row.when),
        cell("Who", row.who),
        cell(
            "What",
            rx.el.div(
                when(row.href, text_link(row.summary, href=row.href), rx.fragment(row.summary)),
                rx.el.p(rx.el.code(row.action), class_name="text-tiny text-muted"),
            ),
        ),
        cell("Object", text_link(row.object, href=row.same_object_href)),
        cell("Facts", rx.el.code(row.facts, class_name="break-all text-tiny")),
        data_testid="audit-row",
    )


def _none_yet() -> rx.Component:
    return empty_state(
        "Nothing was decided yet",
        "Approvals, suspensions, roles, refunds and retries leave a line here.",
        picture="ledger",
    )
