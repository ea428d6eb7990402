from typing import Any

import reflex as rx

from admin.components.panels import confirm_panel, panel_buttons, panel_dialog
from admin.components.states import desk_page
from admin.pages.collections.state import CREATE, DELETE, EDIT, CollectionsState
from core.catalog.arrange_collections import LONGEST_INTRO, LONGEST_TITLE
from core.ui.components.badge import badge
from core.ui.components.button import button, icon_button
from core.ui.components.choice import checkbox
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel, row_list
from core.ui.components.navigation import pagination
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when

chosen = CollectionsState.chosen


def collections_page() -> rx.Component:
    return desk_page(
        CollectionsState,
        page_header("Collections", _add()),
        when(CollectionsState.panel == "", notes(CollectionsState)),
        rx.cond(
            CollectionsState.rows,
            rx.fragment(
                panel(
                    row_list(rx.foreach(CollectionsState.rows, _row), aria_label="Collections")
                ),
                pagination(CollectionsState.pager),
            ),
            empty_state(
                "Put the first pieces together",
                "A collection is shown on the home page and has an address of its own.",
                picture="shelf",
            ),
        ),
        _create(),
        _edit(),
        _delete(),
        current="/collections",
    )


def _add() -> rx.Component:
    return button(
        "Add a collection",
        size="small",
        icon_name="plus",
        on_click=CollectionsState.open_for(CREATE, ""),
    )


def _row(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(row.title)),
            rx.el.p(
                "/collections/", row.slug, " · ", row.pieces, class_name="text-small text-muted"
            ),
            class_name="row-main",
        ),
        rx.cond(
            row.is_published,
            badge("Published", tone="success", shape="done"),
            badge("Draft", shape="new"),
        ),
        rx.el.div(
            icon_button(
                "pencil",
                "Edit " + row.title,
                size="small",
                on_click=CollectionsState.open_for(EDIT, row.id),
            ),
            icon_button(
                "trash_2",
                "Delete " + row.title,
                size="small",
                on_click=CollectionsState.open_for(DELETE, row.id),
            ),
            class_name="row-tools",
        ),
        key=row.id,
        data_testid="collection-row",
    )


def _create() -> rx.Component:
    return panel_dialog(
        CollectionsState,
        CREATE,
        rx.fragment("Add a collection"),
        rx.el.form(
            *_words(CREATE),
            panel_buttons(CollectionsState, "Add", variant="primary"),
            on_submit=CollectionsState.create,
            key=CollectionsState.revision,
            class_name="stack",
        ),
    )


def _edit() -> rx.Component:
    return panel_dialog(
        CollectionsState,
        EDIT,
        rx.fragment("Edit ", chosen.title),
        rx.el.form(
            *_words(EDIT, title=chosen.title, intro=chosen.intro),
            textarea_field(
                "Pieces",
                "pieces",
                id="edit-pieces",
                hint="One address a line, in their order.",
                default_value=CollectionsState.chosen_pieces,
                rows=8,
            ),
            text_field(
                "Place",
                "position",
                id="edit-position",
                hint="Lower numbers come first.",
                default_value=chosen.place,
                input_mode="numeric",
            ),
            checkbox(
                "Published",
                "is_published",
                hint="Shown as soon as one of its pieces can be bought.",
                default_checked=chosen.is_published,
            ),
            panel_buttons(CollectionsState, "Save", variant="primary"),
            on_submit=CollectionsState.edit,
            key=chosen.id.to(str) + CollectionsState.revision.to(str),
            class_name="stack",
        ),
    )


def _delete() -> rx.Component:
    return confirm_panel(
        CollectionsState,
        DELETE,
        rx.fragment("Delete ", chosen.title, "?"),
        "Its pieces stay where they are. Links to it stop working.",
        verb="Delete",
        variant="danger",
        on_confirm=CollectionsState.delete,
    )


def _words(dialog: str, *, title: Any = "", intro: Any = "") -> tuple[rx.Component, ...]:
    return (
        text_field(
            "Title",
            "title",
            id=f"{dialog}-title",
            default_value=title,
            max_length=LONGEST_TITLE,
            required=True,
        ),
        textarea_field(
            "Introduction",
            "intro",
            id=f"{dialog}-intro",
            default_value=intro,
            hint="One or two sentences on what these pieces have in common.",
            max_length=LONGEST_INTRO,
            optional=True,
        ),
    )
