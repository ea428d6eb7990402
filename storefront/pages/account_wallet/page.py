from typing import Any

import reflex as rx

from core.ui.components.kpi import kpi_tile
from core.ui.components.layout import panel
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from storefront.pages.account.frame import account_page
from storefront.pages.account_wallet.state import AccountWalletState

loyalty = AccountWalletState.loyalty


def account_wallet_page() -> rx.Component:
    return account_page(
        "Credit and points",
        "/account/credit",
        AccountWalletState,
        rx.el.div(
            rx.el.div(
                kpi_tile("Store credit", AccountWalletState.credit),
                kpi_tile("Points", rx.fragment(loyalty.points, ", worth ", loyalty.worth)),
                kpi_tile("Tier", rx.fragment(loyalty.tier, ", ", loyalty.rate, " back")),
                class_name="card-grid",
            ),
            rx.el.p(
                "Both are used at the checkout. Points come once the return window of an order "
                "has passed. You spent ",
                loyalty.spent,
                " in the last twelve months. ",
                loyalty.next,
            ),
            when(
                loyalty.owed,
                rx.el.p(
                    loyalty.owed,
                    " points of refunded orders were spent already; the next ones settle them.",
                ),
            ),
            when(AccountWalletState.ending, _ending()),
            _rows("Points, newest first", AccountWalletState.points_rows, "No points yet."),
            _rows("Store credit, newest first", AccountWalletState.credit_rows, "None yet."),
            rx.el.p(text_link("What is left on a gift card", href="/gift-cards/balance")),
            class_name="stack",
        ),
    )


def _ending() -> rx.Component:
    return panel(
        table(
            "What ends when",
            [Column("Until"), Column("Points", numeric=True), Column("Worth", numeric=True)],
            rx.foreach(
                AccountWalletState.ending,
                lambda one: table_row(
                    head_cell("Until", one.on),
                    cell("Points", one.points, numeric=True),
                    cell("Worth", one.worth, numeric=True),
                ),
            ),
            compact=True,
        ),
        title="What ends when",
        flush=True,
    )


def _rows(title: str, rows: Any, nothing: str) -> rx.Component:
    shown = table(
        title,
        [Column("Day"), Column("What"), Column("Why"), Column("Amount", numeric=True)],
        rx.foreach(
            rows,
            lambda row: table_row(
                head_cell("Day", row.on),
                cell("What", row.what),
                cell("Why", row.why),
                cell("Amount", row.amount, numeric=True),
            ),
        ),
        compact=True,
    )
    return panel(
        when(rows, shown, rx.el.p(nothing, class_name="text-muted p-4")),
        title=title,
        flush=True,
    )
