from typing import Any

import reflex as rx

from admin.components.lists import filter_form, nothing_matches, result_list, view_tabs
from admin.components.search_tabs import search_tabs
from admin.components.states import desk_page
from admin.pages.search_queries.state import QueriesState
from admin.pages.search_queries.views import DAYS, PATH
from core.ui.components.choice import select_field
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row


def search_queries_page() -> rx.Component:
    return desk_page(
        QueriesState,
        page_header(
            "Search",
            intro="What people typed, what it found and whether they opened any of it. Nothing "
            "here tells who they are.",
        ),
        search_tabs(PATH),
        view_tabs("Kinds of queries", QueriesState.tabs),
        filter_form(
            "Part of a query",
            QueriesState,
            select_field("Asked in", "days", DAYS, default_value=QueriesState.days),
        ),
        rx.cond(
            QueriesState.rows,
            result_list(_table(), QueriesState.pager, "Pages of queries"),
            rx.cond(QueriesState.is_filtered, nothing_matches("queries", PATH), _none()),
        ),
        current=PATH,
    )


def _table() -> rx.Component:
    return table(
        "Queries",
        [
            Column("Query"),
            Column("Searches", numeric=True),
            Column("People", numeric=True),
            Column("Results", numeric=True),
            Column("Opened", numeric=True),
            Column("Nothing found", numeric=True),
            Column("Took", numeric=True),
            Column("Actions", hidden=True),
        ],
        rx.foreach(QueriesState.rows, _row),
        compact=True,
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Query", text_link(row.text, href=row.preview_href)),
        cell("Searches", row.searches, numeric=True),
        cell("People", row.people, numeric=True),
        cell("Results", row.results, numeric=True),
        cell("Opened", row.opened, numeric=True),
        cell("Nothing found", row.empty, numeric=True),
        cell("Took", row.took, numeric=True),
        cell(
            "Actions",
            rx.el.div(
                text_link("Make a synonym", href=row.synonym_href),
                text_link("Pin", href=row.pin_href),
                class_name="cluster",
            ),
        ),
        data_testid="query-row",
    )


def _none() -> rx.Component:
    return empty_state(
        "No queries of this kind",
        "Searches appear here a second after they were made, and for 90 days.",
        picture="ledger",
    )
