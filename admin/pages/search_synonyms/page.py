from typing import Any

import reflex as rx

from admin.components.panels import panel_buttons, panel_dialog
from admin.components.search_tabs import search_tabs
from admin.components.states import desk_page
from admin.pages.search_synonyms.state import EDIT, SynonymsState
from admin.pages.search_synonyms.views import PATH
from core.ui.components.button import button, icon_button
from core.ui.components.choice import checkbox
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import textarea_field
from core.ui.values import when

chosen = SynonymsState.chosen
LONGEST = 2000


def search_synonyms_page() -> rx.Component:
    return desk_page(
        SynonymsState,
        page_header(
            "Synonyms",
            button("Add a group", size="small", icon_name="plus",
                   on_click=SynonymsState.edit(-1)),
            intro="Words and phrases that find each other. A piece that is called by the word "
            "itself stands before one that is called by a synonym.",
        ),
        search_tabs(PATH),
        when(SynonymsState.panel == "", notes(SynonymsState)),
        rx.cond(
            SynonymsState.rows,
            panel(_table(), flush=True),
            empty_state(
                "Add the first group",
                "Begin with words that found nothing: they are among the queries.",
                picture="ledger",
            ),
        ),
        _dialog(),
        current="/search/queries",
    )  # fmt: skip


def _table() -> rx.Component:
    return table(
        "Synonyms",
        [Column("Word"), Column("Also means"), Column("Way"), Column("Actions", hidden=True)],
        rx.foreach(SynonymsState.rows, _row),
        compact=True,
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Word", row.first),
        cell("Also means", row.others),
        cell("Way", row.way),
        cell(
            "Actions",
            rx.el.div(
                icon_button("pencil", "Edit the group of " + row.first, size="small",
                            on_click=SynonymsState.edit(row.place)),
                icon_button("trash_2", "Remove the group of " + row.first, size="small",
                            on_click=SynonymsState.remove(row.place)),
                class_name="row-tools",
            ),
        ),
        data_testid="synonym-row",
    )  # fmt: skip


def _dialog() -> rx.Component:
    return panel_dialog(
        SynonymsState,
        EDIT,
        rx.cond(chosen.first, "Edit a group", "Add a group"),
        rx.el.form(
            textarea_field(
                "Words and phrases",
                "words",
                id="synonym-words",
                hint="With commas between them: vase, amphora, flower pot",
                default_value=chosen.typed,
                max_length=LONGEST,
                required=True,
            ),
            checkbox(
                "One way",
                "one_way",
                hint="Only the first finds the others, not the other way round.",
                default_checked=chosen.is_one_way,
            ),
            panel_buttons(SynonymsState, "Save", variant="primary"),
            on_submit=SynonymsState.save,
            key=chosen.typed,
            class_name="stack",
        ),
    )
