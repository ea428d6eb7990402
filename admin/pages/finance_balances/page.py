from typing import Any

import reflex as rx

from admin.components.finance_tabs import FINANCE, finance_tabs
from admin.components.lists import result_list
from admin.components.panels import confirm_panel
from admin.components.states import desk_page
from admin.pages.finance_balances.state import PATH, BalancesState
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def balances_page() -> rx.Component:
    chosen = BalancesState.chosen
    return desk_page(
        BalancesState,
        page_header("Vendor balances", intro="What the market owes each workshop."),
        finance_tabs(PATH),
        when(BalancesState.panel == "", notes(BalancesState)),
        rx.cond(
            BalancesState.rows,
            result_list(_table(), BalancesState.pager, "Pages of balances"),
            empty_state(
                "Nobody is owed anything yet",
                "With the first sale its workshop appears here.",
                picture="ledger",
            ),
        ),
        confirm_panel(
            BalancesState,
            "pay",
            rx.fragment("Pay out ", chosen.vendor),
            rx.fragment(
                "All that nothing holds of ", chosen.available, " goes into one payout."
            ),
            verb="Make the payout",
            on_confirm=BalancesState.pay_out,
        ),
        current=FINANCE,
    )


def _table() -> rx.Component:
    columns = [
        Column("Workshop"),
        Column("Pending", numeric=True),
        Column("Available", numeric=True),
        Column("Reserve", numeric=True),
        Column("On its way", numeric=True),
        Column("Pay day"),
        Column("Actions", hidden=True),
    ]
    return table("Balances of workshops", columns, rx.foreach(BalancesState.rows, _row))


def _row(row: Any) -> rx.Component:
    pay = button(
        "Pay out now",
        size="small",
        variant="secondary",
        on_click=BalancesState.ask(row.vendor_id, row.currency),
        aria_label="Pay out " + row.vendor + " in " + row.currency,
    )
    available = rx.el.span(
        row.available, class_name=rx.cond(row.is_negative, "text-madder", "")
    )
    return table_row(
        head_cell("Workshop", text_link(row.vendor, href=row.href)),
        cell("Pending", row.pending, numeric=True),
        cell("Available", available, numeric=True),
        cell("Reserve", row.reserve, numeric=True),
        cell("On its way", row.in_payout, numeric=True),
        cell("Pay day", row.note),
        cell("Actions", when(row.can_pay, pay)),
        data_testid="balance-row",
    )
