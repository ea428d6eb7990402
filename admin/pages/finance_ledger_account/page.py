from typing import Any

import reflex as rx

from admin.components.finance_tabs import FINANCE
from admin.components.lists import result_list
from admin.components.states import desk_page
from admin.pages.finance_ledger_account.state import LedgerAccountState
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row


def ledger_account_page() -> rx.Component:
    state = LedgerAccountState
    return desk_page(
        state,
        breadcrumb([("Ledger", "/finance/ledger")], state.name),
        page_header(
            state.name,
            intro=rx.fragment("In ", state.currency, ", newest first, with the balance after "
                              "each entry. A debit is positive."),
        ),
        result_list(_table(), state.pager, "Pages of entries"),
        current=FINANCE,
        missing="There is no such account",
    )  # fmt: skip


def _table() -> rx.Component:
    columns = [
        Column("When"),
        Column("Transaction"),
        Column("Debit", numeric=True),
        Column("Credit", numeric=True),
        Column("Balance", numeric=True),
    ]
    rows = rx.foreach(LedgerAccountState.rows, _row)
    return table("Entries of the account", columns, rows, compact=True)


def _row(row: Any) -> rx.Component:
    what = rx.el.div(
        text_link(row.kind, href=row.href),
        rx.el.p(row.memo, class_name="text-tiny text-muted break-all"),
    )
    return table_row(
        head_cell("When", row.at),
        cell("Transaction", what),
        cell("Debit", row.debit, numeric=True),
        cell("Credit", row.credit, numeric=True),
        cell("Balance", row.balance, numeric=True),
        data_testid="entry-row",
    )
