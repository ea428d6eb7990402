import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.dialog import confirm_dialog, opens
from core.ui.components.feedback import banner
from core.ui.components.layout import page_header, panel, save_bar
from core.ui.components.navigation import breadcrumb
from core.ui.components.progress import timeline
from core.ui.components.react.wrappers import UnsavedElement
from core.ui.components.text_input import text_field
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.product_editor.details import (
    details,
    impact,
    materials,
    safety,
    search_facts,
)
from vendor_portal.pages.product_editor.media import pictures
from vendor_portal.pages.product_editor.state import EditorState
from vendor_portal.pages.product_editor.variants import grid, options

view = EditorState.view
ARCHIVE = "archive-product"


def product_editor_page() -> rx.Component:
    return desk_page(
        EditorState,
        breadcrumb([("Products", "/products")], view.title),
        page_header(view.title, _actions()),
        notes(EditorState),
        when(
            view.reviewer_note,
            banner("The market asks for a change", view.reviewer_note, tone="attention"),
        ),
        rx.el.div(
            rx.el.div(options(), _form(), class_name="stack min-w-0"),
            rx.el.div(
                _publishing(), pictures(), _address(), _history(), class_name="stack min-w-0"
            ),
            class_name="with-aside editor-columns",
        ),
        confirm_dialog(
            ARCHIVE,
            "Archive this product?",
            "It leaves the shop for good. Orders keep showing it.",
            verb="Archive it",
            on_confirm=EditorState.archive,
        ),
        current="/products",
        missing="There is no such product",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        rx.el.span(
            badge(view.status, tone=view.tone, shape=view.shape), data_testid="product-status"
        ),
        when(
            view.public_href,
            link_button(
                "Look at it",
                href=view.public_href,
                variant="secondary",
                size="small",
                outside=True,
                target="_blank",
            ),
        ),
        class_name="cluster",
    )


def _form() -> rx.Component:
    """One button saves everything; the bar shows up with the first change."""
    return UnsavedElement.create(
        rx.el.form(
            rx.el.div(details(), key=EditorState.saved),
            grid(),
            rx.el.div(
                materials(),
                impact(),
                safety(),
                search_facts(),
                class_name="stack",
                key=EditorState.saved,
            ),
            save_bar(
                "You have unsaved changes.",
                button("Discard", variant="secondary", on_click=EditorState.load),
                button(
                    "Save",
                    type="submit",
                    pending=EditorState.busy == "save",
                    pending_label="Saving…",
                    data_testid="save-product",
                ),
            ),
            on_submit=EditorState.save,
            class_name="stack",
        ),
        revision=EditorState.saved,
        question="Leave without saving?",
    )


def _address() -> rx.Component:
    return panel(
        rx.el.form(
            text_field(
                "Last part of its address",
                "slug",
                default_value=view.slug,
                hint="Small letters, digits and hyphens. Old links go on to the new address.",
                max_length=80,
                required=True,
            ),
            rx.el.div(
                button("Change the address", type="submit", variant="secondary", size="small")
            ),
            on_submit=EditorState.readdress,
            key=view.slug,
            class_name="stack-tight",
        ),
        title="Address",
    )


def _publishing() -> rx.Component:
    return panel(
        when(
            view.missing,
            rx.el.div(
                rx.el.p("Before it can be published, add:"),
                rx.el.ul(
                    rx.foreach(view.missing, rx.el.li), class_name="list-disc ps-5 text-muted"
                ),
                class_name="mb-3",
            ),
        ),
        rx.el.div(
            when(
                view.can_publish,
                button(
                    "Publish",
                    on_click=EditorState.publish,
                    pending=EditorState.busy == "publish",
                    pending_label="Publishing…",
                    data_testid="publish-product",
                ),
            ),
            when(
                view.can_pause,
                button("Pause", variant="secondary", on_click=EditorState.pause),
            ),
            when(
                view.can_withdraw,
                button(
                    "Withdraw from review", variant="secondary", on_click=EditorState.withdraw
                ),
            ),
            when(
                ~view.is_archived & ~view.can_withdraw,
                button("Archive", variant="quiet", **opens(ARCHIVE)),
            ),
            class_name="cluster",
        ),
        title="Publishing",
    )


def _history() -> rx.Component:
    return panel(timeline(view.history), title="History")
