from typing import Any

import reflex as rx

from admin.components.finance_tabs import FINANCE, finance_tabs
from admin.components.lists import filter_form, nothing_matches, result_list
from admin.components.states import desk_page
from admin.pages.finance_ledger.state import PATH, LedgerState
from core.ui.components.button import link_button
from core.ui.components.choice import select_field
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row


def ledger_page() -> rx.Component:
    return desk_page(
        LedgerState,
        page_header(
            "Ledger",
            link_button(
                "This year as CSV",
                href="/exports/ledger.csv",
                outside=True,
                size="small",
                variant="secondary",
            ),
            intro="Append-only: what was wrong is corrected by another transaction.",
        ),
        finance_tabs(PATH),
        filter_form(
            "Reference or memo",
            LedgerState,
            select_field("Kind", "kind", LedgerState.kinds, default_value=LedgerState.kind),
        ),
        rx.cond(
            LedgerState.rows,
            result_list(_transactions(), LedgerState.pager, "Pages of transactions"),
            rx.cond(LedgerState.is_filtered, nothing_matches("bookings", PATH), _none_yet()),
        ),
        rx.cond(LedgerState.accounts, panel(_accounts(), title="Accounts", flush=True)),
        current=FINANCE,
    )


def _transactions() -> rx.Component:
    columns = [
        Column("When"),
        Column("Kind"),
        Column("Reference"),
        Column("Moved", numeric=True),
    ]
    return table("Transactions", columns, rx.foreach(LedgerState.rows, _row), compact=True)


def _row(row: Any) -> rx.Component:
    reference = rx.el.div(
        rx.el.code(row.reference, class_name="break-all text-tiny"),
        rx.el.p(row.memo, class_name="text-tiny text-muted"),
    )
    return table_row(
        head_cell("When", row.at),
        cell("Kind", text_link(row.kind, href=row.href)),
        cell("Reference", reference),
        cell("Moved", row.amount, numeric=True),
        data_testid="transaction-row",
    )


def _accounts() -> rx.Component:
    columns = [Column("Account"), Column("Currency"), Column("Balance", numeric=True)]
    rows = rx.foreach(LedgerState.accounts, _account)
    return table("Accounts", columns, rows, compact=True)


def _account(row: Any) -> rx.Component:
    return table_row(
        head_cell("Account", text_link(row.name, href=row.href)),
        cell("Currency", row.currency),
        cell("Balance", row.balance, numeric=True),
        data_testid="account-row",
    )


def _none_yet() -> rx.Component:
    return empty_state(
        "Nothing is booked yet", "The first sale writes the first line.", picture="ledger"
    )
