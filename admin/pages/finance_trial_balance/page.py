from typing import Any

import reflex as rx

from admin.components.finance_tabs import FINANCE, finance_tabs
from admin.components.states import desk_page
from admin.pages.finance_trial_balance.state import PATH, TrialBalanceState
from core.ui.components.button import button, link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel, total_row, totals
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import text_field


def trial_balance_page() -> rx.Component:
    state = TrialBalanceState
    return desk_page(
        state,
        page_header(
            "Trial balance",
            link_button(
                "As CSV", href=state.csv_href, outside=True, size="small", variant="secondary"
            ),
            intro="Every account at the end of a day. Debits are credits in each currency.",
        ),
        finance_tabs(PATH),
        rx.el.form(
            text_field("At the end of", "on", type="date", default_value=state.on),
            button("Show", type="submit", variant="secondary", size="small"),
            on_submit=state.choose,
            key=state.form_key,
            class_name="desk-filters",
        ),
        rx.cond(
            state.tables,
            rx.el.div(rx.foreach(state.tables, _currency), class_name="stack"),
            empty_state("Nothing was booked until then", "Choose a later day.",
                        picture="ledger"),
        ),
        current=FINANCE,
    )  # fmt: skip


def _currency(one: Any) -> rx.Component:
    columns = [Column("Account"), Column("Debit", numeric=True), Column("Credit", numeric=True)]
    listed = table(
        "Trial balance in " + one.currency, columns, rx.foreach(one.rows, _row), compact=True
    )
    sums = totals(
        total_row("Debits", one.debit, final=True), total_row("Credits", one.credit, final=True)
    )
    return rx.el.div(panel(listed, title=one.currency, flush=True), panel(sums))


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Account", text_link(row.account, href=row.href)),
        cell("Debit", row.debit, numeric=True),
        cell("Credit", row.credit, numeric=True),
        data_testid="trial-row",
    )
