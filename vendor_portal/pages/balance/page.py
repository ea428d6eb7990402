from typing import Any

import reflex as rx

from core.ui.components.feedback import empty_state
from core.ui.components.kpi import kpi_tile
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb, pagination
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.balance.state import BalanceState


def balance_page() -> rx.Component:
    return desk_page(
        BalanceState,
        breadcrumb([("Payouts", "/payouts")], "Every booking"),
        page_header(
            "Every booking",
            intro="What the market owes you, from its books. Every line adds up to it.",
        ),
        rx.cond(BalanceState.rows, _books(), _empty()),
        current="/payouts",
    )


def _books() -> rx.Component:
    return rx.el.div(
        rx.el.div(rx.foreach(BalanceState.tiles, _tile), class_name="tile-grid"),
        when(
            BalanceState.release,
            rx.el.p("The next pending amount is released on ", BalanceState.release, "."),
        ),
        panel(
            table(
                "Every line",
                [
                    Column("When"),
                    Column("What"),
                    Column("Order"),
                    Column("Account"),
                    Column("Amount", numeric=True),
                ],
                rx.foreach(BalanceState.rows, _row),
            ),
            title="Every line",
            flush=True,
        ),
        pagination(BalanceState.pager, label="Pages of the books"),
        class_name="stack",
    )


def _tile(tile: Any) -> rx.Component:
    return rx.el.div(kpi_tile(tile.label, tile.value, change=tile.note), data_testid="balance")


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("When", row.at),
        cell("What", row.word),
        cell("Order", when(row.order, text_link(row.order, href=row.order_href))),
        cell("Account", row.account),
        cell(
            "Amount",
            rx.el.span(row.amount, class_name=rx.cond(row.is_negative, "text-madder", "")),
            numeric=True,
        ),
        data_testid="ledger-line",
    )


def _empty() -> rx.Component:
    return empty_state(
        "Sell your first piece",
        "Every sale, refund and release is written here, to the cent.",
        picture="ledger",
    )
