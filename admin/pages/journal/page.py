from typing import Any

import reflex as rx

from admin.components.lists import result_list
from admin.components.panels import panel_buttons, panel_dialog
from admin.components.states import desk_page
from admin.pages.journal.state import JournalState
from admin.pages.journal.views import PATH
from core.content.edit_journal import LONGEST_TITLE
from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import text_field
from core.ui.values import when

CREATE = "create"


def journal_page() -> rx.Component:
    return desk_page(
        JournalState,
        page_header(
            "Journal",
            button(
                "Write an article",
                size="small",
                icon_name="plus",
                on_click=JournalState.open_panel(CREATE),
            ),
            intro="Articles with pictures, about workshops, materials and pieces.",
        ),
        when(JournalState.panel == "", notes(JournalState)),
        rx.cond(
            JournalState.rows,
            result_list(_table(), JournalState.pager, "Pages of articles"),
            empty_state(
                "Write the first article",
                "It stays a draft until you publish it.",
                picture="ledger",
            ),
        ),
        _create(),
        current=PATH,
    )


def _table() -> rx.Component:
    columns = [Column("Article"), Column("Workshop"), Column("Published"), Column("State")]
    return table("Articles", columns, rx.foreach(JournalState.rows, _row))


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Article", text_link(row.title, href=row.href)),
        cell("Workshop", row.maker),
        cell("Published", row.told),
        cell(
            "State",
            rx.cond(
                row.is_published,
                badge("Published", tone="success", shape="done"),
                badge("Draft", shape="new"),
            ),
        ),
        data_testid="story-row",
    )


def _create() -> rx.Component:
    return panel_dialog(
        JournalState,
        CREATE,
        rx.fragment("Write an article"),
        rx.el.form(
            text_field(
                "Title",
                "title",
                id="new-title",
                hint="Its address is made from it, once.",
                max_length=LONGEST_TITLE,
                required=True,
            ),
            panel_buttons(JournalState, "Begin", variant="primary"),
            on_submit=JournalState.create,
            key=JournalState.revision,
            class_name="stack",
        ),
    )
