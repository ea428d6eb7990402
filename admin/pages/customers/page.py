from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.customers.state import CustomersState
from admin.pages.customers.views import PATH
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row


def customers_page() -> rx.Component:
    return desk_page(
        CustomersState,
        page_header("Customers", intro="Everybody with an account, of any of the three apps."),
        filter_form("Name or e-mail", CustomersState),
        rx.cond(
            CustomersState.rows,
            result_list(_table(), CustomersState.pager, "Pages of accounts"),
            nothing_matches("accounts", PATH),
        ),
        current=PATH,
    )


def _table() -> rx.Component:
    return table(
        "Accounts",
        [
            Column("Name"),
            Column("E-mail"),
            Column("Account"),
            Column("Since"),
            Column("Signed in"),
        ],
        rx.foreach(CustomersState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Name", text_link(row.name, href=row.href)),
        cell(
            "E-mail",
            rx.el.div(row.email, rx.el.p(row.confirmed, class_name="text-tiny text-muted")),
        ),
        cell("Account", mark(row.status)),
        cell("Since", row.joined),
        cell("Signed in", row.seen),
        data_testid="customer-row",
    )
