"""What is asked before the tree changes."""

import reflex as rx

from admin.components.panels import confirm_panel, panel_buttons, panel_dialog
from admin.pages.categories.state import CREATE, DELETE, MOVE, RENAME, CategoriesState
from core.ui.components.choice import select_field
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when

chosen = CategoriesState.chosen
LONGEST_NAME, LONGEST_INTRO = 80, 500


def dialogs() -> rx.Component:
    return rx.fragment(_create(), _rename(), _move(), _delete())


def _create() -> rx.Component:
    return panel_dialog(
        CategoriesState,
        CREATE,
        when(
            chosen.id,
            rx.fragment("Add a category below ", chosen.name),
            rx.fragment("Add a department"),
        ),
        rx.el.form(
            rx.el.input(type="hidden", name="parent", value=chosen.id),
            *_fields(CREATE),
            panel_buttons(CategoriesState, "Add", variant="primary"),
            on_submit=CategoriesState.create,
            key=CategoriesState.revision,
            class_name="stack",
        ),
    )


def _rename() -> rx.Component:
    return panel_dialog(
        CategoriesState,
        RENAME,
        rx.fragment("Rename ", chosen.name),
        rx.el.form(
            *_fields(RENAME, name=chosen.name, intro=chosen.intro),
            text_field(
                "Last part of its address",
                "slug",
                id="rename-slug",
                default_value=chosen.slug,
                hint="Old links go on to the new address.",
                max_length=80,
                required=True,
            ),
            panel_buttons(CategoriesState, "Save", variant="primary"),
            on_submit=CategoriesState.rename,
            key=chosen.id,
            class_name="stack",
        ),
    )


def _move() -> rx.Component:
    return panel_dialog(
        CategoriesState,
        MOVE,
        rx.fragment("Put ", chosen.name, " somewhere else"),
        rx.el.p("Everything below it comes along."),
        rx.el.form(
            select_field(
                "Below",
                "parent",
                CategoriesState.parents,
                id="move-parent",
                default_value=chosen.parent_id,
            ),
            panel_buttons(CategoriesState, "Move", variant="primary"),
            on_submit=CategoriesState.move,
            key=chosen.id,
            class_name="stack",
        ),
    )


def _delete() -> rx.Component:
    return confirm_panel(
        CategoriesState,
        DELETE,
        rx.fragment("Delete ", chosen.name, "?"),
        "It is empty, so no product loses its place. Links to it stop working.",
        verb="Delete",
        variant="danger",
        on_confirm=CategoriesState.delete,
    )


def _fields(dialog: str, *, name: str = "", intro: str = "") -> tuple[rx.Component, ...]:
    return (
        text_field(
            "Name",
            "name",
            id=f"{dialog}-name",
            default_value=name,
            max_length=LONGEST_NAME,
            required=True,
        ),
        textarea_field(
            "Introduction",
            "intro",
            id=f"{dialog}-intro",
            default_value=intro,
            hint="Shown above the products of the category.",
            max_length=LONGEST_INTRO,
            optional=True,
        ),
    )
