from typing import Any

import reflex as rx

from admin.components.finance_tabs import FINANCE, finance_tabs
from admin.components.lists import filter_form, nothing_matches, result_list, view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.finance_payouts.state import PayoutsState
from admin.pages.finance_payouts.views import PATH
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import outside_link, text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def payouts_page() -> rx.Component:
    make = button(
        "Make a bank file",
        size="small",
        icon_name="file_down",
        on_click=PayoutsState.make_file,
        pending=PayoutsState.busy == "make_file",
    )
    return desk_page(
        PayoutsState,
        page_header(
            "Payouts",
            when(PayoutsState.pays_by_file, make),
            intro="Made on each workshop’s pay day. Over the limit a second person approves.",
        ),
        finance_tabs(FINANCE),
        notes(PayoutsState),
        when(PayoutsState.files, _files()),
        view_tabs("Views of payouts", PayoutsState.tabs),
        filter_form("Payout number or workshop", PayoutsState),
        rx.cond(
            PayoutsState.rows,
            result_list(_table(), PayoutsState.pager, "Pages of payouts"),
            rx.cond(PayoutsState.is_filtered, nothing_matches("payouts", PATH), _none_yet()),
        ),
        current=FINANCE,
    )


def _table() -> rx.Component:
    columns = [
        Column("Payout"),
        Column("Workshop"),
        Column("Status"),
        Column("By"),
        Column("Made"),
        Column("Amount", numeric=True),
    ]
    return table("Payouts", columns, rx.foreach(PayoutsState.rows, _row))


def _row(row: Any) -> rx.Component:
    status = rx.el.div(
        mark(row.status),
        when(row.failure, rx.el.p(row.failure, class_name="text-tiny text-muted")),
    )
    return table_row(
        head_cell("Payout", text_link(row.number, href=row.href)),
        cell("Workshop", text_link(row.vendor, href=row.vendor_href)),
        cell("Status", status),
        cell("By", row.method),
        cell("Made", row.made),
        cell("Amount", row.amount, numeric=True),
        data_testid="payout-row",
    )


def _files() -> rx.Component:
    columns = [
        Column("File"),
        Column("What"),
        Column("Executed on"),
        Column("Status"),
        Column("Actions", hidden=True),
    ]
    listed = table("Bank files", columns, rx.foreach(PayoutsState.files, _file))
    return panel(listed, title="Bank files under way", flush=True)


def _file(file: Any) -> rx.Component:
    send = button(
        "Handed to the bank",
        size="small",
        variant="secondary",
        on_click=PayoutsState.hand_over(file.id),
        aria_label=file.name + " was handed to the bank",
    )
    execute = button(
        "Booked by the bank",
        size="small",
        variant="secondary",
        on_click=PayoutsState.confirm_executed(file.id),
        aria_label=file.name + " was booked by the bank",
    )
    return table_row(
        head_cell("File", outside_link(file.name, href=file.href, download="")),
        cell("What", file.what),
        cell("Executed on", file.execute_on),
        cell("Status", mark(file.status)),
        cell("Actions", when(file.can_send, send), when(file.can_execute, execute)),
        data_testid="sepa-file",
    )


def _none_yet() -> rx.Component:
    return empty_state(
        "No payout yet",
        "They are made when a workshop’s pay day comes and enough is available.",
        picture="ledger",
    )
