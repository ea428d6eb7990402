from typing import Any

import reflex as rx

from admin.components.finance_tabs import finance_tabs
from admin.components.states import desk_page
from admin.pages.finance_tax.state import TaxState
from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import outside_link
from core.ui.components.menu import disclosure
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import text_field
from core.ui.values import when

PATH = "/finance/tax"


def tax_page() -> rx.Component:
    return desk_page(
        TaxState,
        page_header(
            "Tax",
            intro="What was charged, less what refunds undid, by quarter. Refunds count when "
            "they are paid back.",
        ),
        finance_tabs(PATH),
        notes(TaxState),
        rx.el.div(_report(), _states(), _rates(), class_name="stack"),
        current="/finance/payouts",
    )


def _report() -> rx.Component:
    choose = rx.el.div(
        select_field(
            "Quarter",
            "quarter",
            TaxState.quarters,
            value=TaxState.quarter,
            on_change=TaxState.choose,
        ),
        rx.el.p(outside_link("One-stop shop report as CSV", href=TaxState.csv_href)),
        class_name="spread",
    )
    owed = when(
        TaxState.owed,
        rx.el.p(
            "The market itself owes ",
            rx.foreach(TaxState.owed, lambda sum_: rx.el.strong(sum_, " ")),
            "of it.",
            data_testid="market-owes",
        ),
    )
    columns = [
        Column("Owed by"), Column("Why"), Column("Where"), Column("Rate", numeric=True),
        Column("Base", numeric=True), Column("Tax", numeric=True),
    ]  # fmt: skip
    rows = table("Taxes of the quarter", columns, rx.foreach(TaxState.rows, _report_row))
    none = empty_state(
        "Nothing was sold in this quarter", "Choose another one.", picture="ledger"
    )
    return panel(choose, owed, rx.cond(TaxState.rows, rows, none), title="Report")


def _report_row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Owed by", row.owed_by),
        cell("Why", row.why),
        cell("Where", row.place),
        cell("Rate", row.rate, numeric=True),
        cell("Base", row.base, numeric=True),
        cell("Tax", row.tax, numeric=True),
        data_testid="tax-row",
    )


def _states() -> rx.Component:
    form = rx.el.form(
        select_field("State", "state", TaxState.states, error=TaxState.errors.get("state", "")),
        text_field("Registration number", "number", max_length=40, optional=True),
        rx.el.div(button("Charge its sales tax from today", type="submit")),
        on_submit=TaxState.register,
        class_name="stack",
    )
    columns = [
        Column("State"),
        Column("Number"),
        Column("Days"),
        Column("Actions", hidden=True),
    ]
    rows = table("Registrations", columns, rx.foreach(TaxState.registered, _state_row))
    return panel(
        rx.el.p(
            "As marketplace facilitator the market charges the sales tax of a state from the "
            "day it is registered there, and owes it in place of the workshops. The table "
            "knows state rates; what counties and cities add needs a tax provider.",
            class_name="text-small text-muted mb-3",
        ),
        when(TaxState.registered, rows),
        disclosure("Register in a state", form),
        title="States of the US",
    )


def _state_row(row: Any) -> rx.Component:
    end = button(
        "End", variant="secondary", size="small", on_click=TaxState.end(row.id),
        aria_label="End the registration in " + row.place,
    )  # fmt: skip
    return table_row(
        head_cell("State", row.place),
        cell("Number", row.number),
        cell("Days", row.days),
        cell("Actions", when(row.is_open, end)),
    )


def _rates() -> rx.Component:
    columns = [
        Column("Where"), Column("Goods"), Column("Rate", numeric=True), Column("Since"),
        Column("Source"),
    ]  # fmt: skip
    rows = table("Rates of today", columns, rx.foreach(TaxState.rates, _rate_row))
    return panel(
        rx.el.p("Table ", TaxState.version, ".", class_name="text-small text-muted"),
        disclosure("Rates that hold today", rows),
        title="Rates",
    )


def _rate_row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Where", row.place),
        cell("Goods", row.goods),
        cell("Rate", row.rate, numeric=True),
        cell("Since", row.since),
        cell("Source", row.source),
    )
