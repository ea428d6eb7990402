from typing import Any

import reflex as rx

from admin.components.lists import result_list
from admin.components.panels import panel_buttons, panel_dialog
from admin.components.states import desk_page
from admin.pages.help_articles.state import HelpArticlesState
from admin.pages.help_articles.views import PATH
from core.content.edit_help import LONGEST_SECTION, LONGEST_TITLE
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


def help_articles_page() -> rx.Component:
    return desk_page(
        HelpArticlesState,
        page_header(
            "Help articles",
            button(
                "Write an article",
                size="small",
                icon_name="plus",
                on_click=HelpArticlesState.open_panel(CREATE),
            ),
            intro="What the help center says, in its order.",
        ),
        when(HelpArticlesState.panel == "", notes(HelpArticlesState)),
        rx.cond(
            HelpArticlesState.rows,
            result_list(_table(), HelpArticlesState.pager, "Pages of articles"),
            empty_state(
                "Write the first article",
                "It stays hidden until you publish it.",
                picture="ledger",
            ),
        ),
        _create(),
        current=PATH,
    )


def _create() -> rx.Component:
    return panel_dialog(
        HelpArticlesState,
        CREATE,
        rx.fragment("Write an article"),
        rx.el.form(
            text_field(
                "Title", "title", id="new-title", max_length=LONGEST_TITLE, required=True
            ),
            text_field(
                "Section",
                "section",
                id="new-section",
                hint="The heading it stands under.",
                max_length=LONGEST_SECTION,
                required=True,
            ),
            panel_buttons(HelpArticlesState, "Begin", variant="primary"),
            on_submit=HelpArticlesState.create,
            key=HelpArticlesState.revision,
            class_name="stack",
        ),
    )


def _table() -> rx.Component:
    columns = [Column("Article"), Column("Section"), Column("Text of"), Column("State")]
    return table("Help articles", columns, rx.foreach(HelpArticlesState.rows, _row))


def _row(row: Any) -> rx.Component:
    state = rx.cond(
        row.is_published,
        badge("Published", tone="success", shape="done"),
        badge("Hidden", shape="new"),
    )
    return table_row(
        head_cell("Article", text_link(row.title, href=row.href)),
        cell("Section", row.section),
        cell("Text of", row.updated),
        cell("State", state),
        data_testid="article-row",
    )
