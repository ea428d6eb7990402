from typing import Any

import reflex as rx

from admin.components.marks import mark
from admin.components.panels import panel_buttons, panel_dialog
from admin.components.search_tabs import search_tabs
from admin.components.states import desk_page
from admin.pages.search_pins.state import ADD, PinsState
from admin.pages.search_pins.views import KINDS, PATH
from core.ui.components.button import button, icon_button
from core.ui.components.choice import select_field
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import text_field
from core.ui.values import when


def search_pins_page() -> rx.Component:
    return desk_page(
        PinsState,
        page_header(
            "Pins and boosts",
            button("Add one", size="small", icon_name="plus",
                   on_click=PinsState.open_panel(ADD)),
            intro="A pin puts a piece to a place of one search, whatever its words; a boost "
            "gives it more points there. Nobody can buy either.",
        ),
        search_tabs(PATH),
        when(PinsState.panel == "", notes(PinsState)),
        rx.cond(
            PinsState.rows,
            panel(_table(), flush=True),
            empty_state(
                "Nothing is pinned",
                "Every search is in the order of its factors alone.",
                picture="ledger",
            ),
        ),
        _dialog(),
        current="/search/queries",
    )  # fmt: skip


def _table() -> rx.Component:
    return table(
        "Pins and boosts",
        [
            Column("Query"),
            Column("Piece"),
            Column("What"),
            Column("When"),
            Column("Status"),
            Column("Actions", hidden=True),
        ],
        rx.foreach(PinsState.rows, _row),
        compact=True,
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Query", text_link(row.text, href=row.preview_href)),
        cell("Piece", text_link(row.title, href=row.href)),
        cell("What", rx.fragment(row.kind, ", ", row.strength)),
        cell("When", row.dates),
        cell("Status", mark(row.status)),
        cell(
            "Actions",
            icon_button(
                "trash_2",
                "Remove " + row.title + " from " + row.text,
                size="small",
                on_click=PinsState.remove(row.id),
            ),
        ),
        data_testid="rule-row",
    )


def _dialog() -> rx.Component:
    errors = PinsState.errors
    return panel_dialog(
        PinsState,
        ADD,
        "Pin or boost a piece",
        rx.el.form(
            text_field("Query", "text", id="rule-text", default_value=PinsState.text,
                       error=errors.get("text", ""), max_length=200, required=True),
            text_field("Piece", "product", id="rule-product", default_value=PinsState.product,
                       hint="Its address in the shop, or the last part of it",
                       error=errors.get("product", ""), max_length=300, required=True),
            rx.el.div(
                select_field("What", "kind", KINDS, id="rule-kind"),
                text_field("Place, or times", "strength", id="rule-strength", type="number",
                           min="1", max="10", default_value="1",
                           error=errors.get("strength", ""), required=True),
                text_field("First day", "first", id="rule-first", type="date", optional=True),
                text_field("Last day", "last", id="rule-last", type="date", optional=True),
                class_name="form-grid",
            ),
            panel_buttons(PinsState, "Save", variant="primary"),
            on_submit=PinsState.add,
            key=PinsState.revision,
            class_name="stack",
        ),
    )  # fmt: skip
