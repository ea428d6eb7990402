from typing import Any

import reflex as rx

from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from vendor_portal.components.states import desk_page
from vendor_portal.pages.stock.state import StockState


def stock_page() -> rx.Component:
    listed = panel(
        table(
            "Movements",
            [
                Column("When"),
                Column("What"),
                Column("On the shelf", numeric=True),
                Column("In checkout", numeric=True),
                Column("Ordered", numeric=True),
                Column("Why"),
            ],
            rx.foreach(StockState.rows, _row),
        ),
        flush=True,
    )
    nothing = empty_state(
        "Nothing has moved yet",
        "Every change of this stock is written down here, with its reason.",
        picture="ledger",
    )
    return desk_page(
        StockState,
        breadcrumb([("Inventory", "/inventory")], StockState.title),
        page_header(
            rx.fragment("Movements of ", StockState.title),
            intro=rx.fragment(StockState.options, " ", StockState.sku),
        ),
        rx.cond(StockState.rows, listed, nothing),
        current="/inventory",
        missing="There is no such variant",
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("When", row.at),
        cell("What", row.word),
        cell("On the shelf", row.on_hand, numeric=True),
        cell("In checkout", row.reserved, numeric=True),
        cell("Ordered", row.allocated, numeric=True),
        cell("Why", row.reason),
        data_testid="movement",
    )
