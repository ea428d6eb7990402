from typing import Any

import reflex as rx

from admin.components.states import desk_page
from admin.pages.categories.dialogs import dialogs
from admin.pages.categories.state import (
    CREATE,
    DELETE,
    MOVE,
    RENAME,
    CategoriesState,
)
from core.ui.components.button import button, icon_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel, row_list
from core.ui.values import inline, when


def categories_page() -> rx.Component:
    return desk_page(
        CategoriesState,
        page_header("Categories", _add()),
        when(CategoriesState.panel == "", notes(CategoriesState)),
        rx.cond(
            CategoriesState.rows,
            panel(row_list(rx.foreach(CategoriesState.rows, _row), aria_label="Categories")),
            empty_state(
                "Add the first department",
                "Departments are the top of the tree; products belong somewhere in it.",
                picture="shelf",
            ),
        ),
        dialogs(),
        current="/categories",
    )


def _add() -> rx.Component:
    return button(
        "Add a department",
        size="small",
        icon_name="plus",
        on_click=CategoriesState.open_for(CREATE, ""),
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(row.name)),
            rx.el.p("/c/", row.slug, " · ", row.products, class_name="text-small text-muted"),
            class_name="row-main",
            **inline(paddingInlineStart=row.place),
        ),
        rx.el.div(
            icon_button(
                "arrow_up",
                "Move " + row.name + " up",
                size="small",
                on_click=CategoriesState.move_up(row.id),
                disabled=row.is_first,
            ),
            icon_button(
                "arrow_down",
                "Move " + row.name + " down",
                size="small",
                on_click=CategoriesState.move_down(row.id),
                disabled=row.is_last,
            ),
            icon_button(
                "plus",
                "Add a category below " + row.name,
                size="small",
                on_click=CategoriesState.open_for(CREATE, row.id),
            ),
            icon_button(
                "pencil",
                "Rename " + row.name,
                size="small",
                on_click=CategoriesState.open_for(RENAME, row.id),
            ),
            icon_button(
                "folder_input",
                "Put " + row.name + " somewhere else",
                size="small",
                on_click=CategoriesState.open_for(MOVE, row.id),
            ),
            icon_button(
                "trash_2",
                "Delete " + row.name,
                size="small",
                on_click=CategoriesState.open_for(DELETE, row.id),
                disabled=~row.is_empty,
            ),
            class_name="row-tools",
        ),
        key=row.id,
        data_testid="category-row",
    )
