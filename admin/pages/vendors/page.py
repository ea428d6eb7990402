from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list, view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.vendors.state import VendorsState
from admin.pages.vendors.views import PATH
from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.maker import selvedge
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def vendors_page() -> rx.Component:
    return desk_page(
        VendorsState,
        page_header(
            "Vendors", link_button("Commission plans", href="/commission",
                                   variant="secondary", size="small")
        ),
        view_tabs("Views of workshops", VendorsState.tabs),
        filter_form("Name or e-mail", VendorsState),
        rx.cond(
            VendorsState.rows,
            result_list(_table(), VendorsState.pager, "Pages of workshops"),
            rx.cond(VendorsState.is_queue, _all_done(), nothing_matches("workshops", PATH)),
        ),
        current=PATH,
    )  # fmt: skip


def _table() -> rx.Component:
    return table(
        "Workshops",
        [
            Column("Workshop"),
            Column("Status"),
            Column("Craft"),
            Column("Place"),
            Column("Since"),
        ],
        rx.foreach(VendorsState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Workshop",
            rx.el.div(
                text_link(row.name, href=row.href),
                when(row.selvedge, selvedge(row.selvedge)),
            ),
        ),
        cell("Status", mark(row.status)),
        cell("Craft", row.craft),
        cell(
            "Place",
            rx.el.div(row.place, rx.el.p(row.email, class_name="text-tiny text-muted")),
        ),
        cell("Since", row.since),
        data_testid="vendor-row",
    )


def _all_done() -> rx.Component:
    return empty_state(
        "Take a break: nobody waits",
        "Workshops that ask to be reviewed appear here, the longest wait first.",
        link_button("Show all workshops", href=PATH, variant="secondary"),
        picture="loom",
    )
