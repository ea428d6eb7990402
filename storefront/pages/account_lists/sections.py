"""Make a list; rename, share, place and delete the one that is shown."""

import reflex as rx

from core.ui.components.button import button
from core.ui.components.code import copyable_code
from core.ui.components.dialog import cancel_button, confirm_dialog, dialog, opens
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.pages.account_lists.state import ListsState
from storefront.pages.account_saved.state import SavedState

shown = SavedState.shown


def new_list() -> rx.Component:
    return rx.el.div(
        button(
            "New list", variant="secondary", size="small", icon_name="plus", **opens("new-list")
        ),
        dialog(
            "new-list",
            "A new list",
            rx.el.form(
                text_field("Name", "name", id="new-list-name", max_length=80, required=True),
                rx.el.div(
                    button("Make the list", type="submit", custom_attrs={"data-closes": ""}),
                    cancel_button(),
                    class_name="cluster mt-4",
                ),
                on_submit=ListsState.create,
                reset_on_submit=True,
            ),
        ),
    )


def list_tools() -> rx.Component:
    """There is nothing to share or name before the first piece."""
    own = rx.el.div(
        button("Rename", variant="quiet", size="small", **opens("rename-list")),
        button(
            "Move left",
            variant="quiet",
            size="small",
            on_click=ListsState.shift(shown.id, True),  # noqa: FBT003
        ),
        button(
            "Move right",
            variant="quiet",
            size="small",
            on_click=ListsState.shift(shown.id, False),  # noqa: FBT003
        ),
        button("Delete", variant="quiet", size="small", **opens("delete-list")),
        _rename(),
        confirm_dialog(
            "delete-list",
            "Delete “" + shown.name + "”?",
            "The list, its notes and its link go. Pieces on other lists stay there.",
            verb="Delete the list",
            on_confirm=ListsState.delete(shown.id),
        ),
        class_name="cluster",
    )
    share = button(
        rx.cond(shown.link, "Shared", "Share"),
        variant="secondary",
        size="small",
        icon_name="share_2",
        **opens("share-list"),
    )
    return when(
        shown.id,
        rx.el.div(
            rx.cond(shown.is_default, rx.fragment(), own), share, _share(), class_name="cluster"
        ),
    )


def _rename() -> rx.Component:
    return dialog(
        "rename-list",
        "Rename “" + shown.name + "”",
        rx.el.form(
            rx.el.input(type="hidden", name="list", value=shown.id),
            text_field(
                "Name", "name", id="list-name", default_value=shown.name, max_length=80,
                required=True, key=shown.id + shown.name,
            ),
            rx.el.div(
                button("Save the name", type="submit", custom_attrs={"data-closes": ""}),
                cancel_button(),
                class_name="cluster mt-4",
            ),
            on_submit=ListsState.rename,
        ),
    )  # fmt: skip


def _share() -> rx.Component:
    """Whoever has the link sees the pieces, the name of the list, and a first name if one is
    given.
    """
    linked = rx.el.div(
        rx.el.p("Whoever has this link can look at the list:", class_name="mb-2"),
        rx.el.p(copyable_code(shown.link, label="Copy the link"), class_name="break-all"),
        button(
            "Stop sharing",
            variant="quiet",
            size="small",
            on_click=ListsState.unshare(shown.id),
            custom_attrs={"data-closes": ""},
        ),
        class_name="mb-6",
        data_testid="share-link",
    )
    return dialog(
        "share-list",
        "Share “" + shown.name + "”",
        when(shown.link, linked),
        rx.el.form(
            rx.el.input(type="hidden", name="list", value=shown.id),
            text_field(
                "Your first name",
                "first_name",
                id="share-first-name",
                hint="Shown above the list. Notes, address and account are not.",
                optional=True,
                default_value=shown.shared_by,
                max_length=40,
            ),
            rx.el.div(
                button(rx.cond(shown.link, "Change the name", "Make a link"), type="submit"),
                class_name="mt-4",
            ),
            on_submit=ListsState.share,
        ),
    )
