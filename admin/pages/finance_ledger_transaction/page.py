from typing import Any

import reflex as rx

from admin.components.finance_tabs import FINANCE
from admin.components.states import desk_page
from admin.pages.finance_ledger_transaction.state import LedgerTransactionState
from core.ui.components.layout import detail, details_of, page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def ledger_transaction_page() -> rx.Component:
    state = LedgerTransactionState
    order = detail("Order", text_link(state.order, href="/orders/" + state.order))
    facts = details_of(
        detail("When", state.at),
        detail("Reference", rx.el.code(state.reference, class_name="break-all")),
        when(state.memo, detail("Memo", state.memo)),
        when(state.order, order),
    )
    return desk_page(
        state,
        breadcrumb([("Ledger", "/finance/ledger")], state.kind),
        page_header(state.kind, intro="Debits and credits of a transaction are equal."),
        rx.el.div(panel(facts), panel(_table(), title="Entries", flush=True),
                  class_name="stack"),
        current=FINANCE,
        missing="There is no such transaction",
    )  # fmt: skip


def _table() -> rx.Component:
    columns = [Column("Account"), Column("Debit", numeric=True), Column("Credit", numeric=True)]
    return table("Entries", columns, rx.foreach(LedgerTransactionState.rows, _row))


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Account", text_link(row.account, href=row.href)),
        cell("Debit", row.debit, numeric=True),
        cell("Credit", row.credit, numeric=True),
        data_testid="entry-row",
    )
