from typing import Any

import reflex as rx

from admin.components.lists import result_list, view_tabs
from admin.components.marks import mark
from admin.components.states import desk_page
from admin.pages.proofs.state import ProofsState
from admin.pages.proofs.views import PATH
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.layout import page_header, panel
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def proofs_page() -> rx.Component:
    return desk_page(
        ProofsState,
        page_header(
            "Proofs",
            rx.el.div(
                button(
                    "Look again", variant="secondary", size="small", on_click=ProofsState.load
                ),
                button("Ask everything now", size="small", on_click=ProofsState.ask_everything),
                class_name="row",
            ),
        ),
        rx.el.p(
            "What must always be true of money, stock and orders. A job asks about what moved "
            "every five minutes, and about everything each night.",
            class_name="text-muted",
        ),
        rx.el.p(rx.el.strong(ProofsState.summary), data_testid="proofs-summary"),
        notes(ProofsState),
        view_tabs("Areas", ProofsState.tabs),
        result_list(_table(), ProofsState.pager, "Pages of proofs"),
        panel(_runs(), title="Last runs", flush=True),
        current=PATH,
    )


def _table() -> rx.Component:
    return table(
        "Proofs",
        [
            Column("What must hold"),
            Column("State"),
            Column("Area"),
            Column("Asked of what moved"),
            Column("Asked of everything"),
            Column("Took", numeric=True),
        ],
        rx.foreach(ProofsState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    found = rx.el.p(
        row.found, " since ", row.since, ", e.g. ", rx.el.code(row.examples),
        class_name="text-small text-danger break-all",
    )  # fmt: skip
    return table_row(
        head_cell(
            "What must hold",
            rx.el.div(
                row.sentence,
                rx.el.p(
                    row.name, when(row.codes, " · " + row.codes),
                    class_name="text-tiny text-muted",
                ),
                when(row.found, found),
            ),
        ),
        cell("State", mark(row.mark)),
        cell("Area", row.area),
        cell("Asked of what moved", row.recent),
        cell("Asked of everything", row.full),
        cell("Took", row.took, numeric=True),
        data_testid="proof-row",
    )  # fmt: skip


def _runs() -> rx.Component:
    return table(
        "Last runs",
        [
            Column("When"),
            Column("Of"),
            Column("Checked", numeric=True),
            Column("Violated", numeric=True),
            Column("Took", numeric=True),
        ],
        rx.foreach(ProofsState.runs, _run),
    )


def _run(run: Any) -> rx.Component:
    return table_row(
        head_cell("When", run.when),
        cell("Of", run.scope),
        cell("Checked", run.checked, numeric=True),
        cell("Violated", run.violated, numeric=True),
        cell("Took", run.took, numeric=True),
    )
