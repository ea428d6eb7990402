from typing import Any

import reflex as rx

from admin.components.lists import result_list
from admin.components.states import desk_page
from admin.pages.help_articles.state import HelpArticlesState
from admin.pages.help_articles.views import PATH
from core.ui.components.badge import badge
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row


def help_articles_page() -> rx.Component:
    return desk_page(
        HelpArticlesState,
        page_header("Help articles", intro="What the help center says, in its order."),
        rx.cond(
            HelpArticlesState.rows,
            result_list(_table(), HelpArticlesState.pager, "Pages of articles"),
            empty_state(
                "The help center is empty",
                "Its articles come with the demo shop. New ones cannot be added here yet.",
                picture="ledger",
            ),
        ),
        current=PATH,
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
