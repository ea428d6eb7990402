"""The pictures: uploaded, put in order by buttons, and described."""

from typing import Any

import reflex as rx

from core.ui.components.button import button, icon_button
from core.ui.components.choice import select
from core.ui.components.desk_page import notes
from core.ui.components.file_drop import file_drop
from core.ui.components.layout import panel
from core.ui.components.media import thumbnail
from core.ui.components.text_input import text_field
from core.ui.values import when
from vendor_portal.pages.product_editor.media_state import MediaState
from vendor_portal.pages.product_editor.state import EditorState

view = EditorState.view
MAX_BYTES = 25 * 1024 * 1024


def pictures() -> rx.Component:
    return panel(
        notes(MediaState),
        rx.el.ol(rx.foreach(view.images, _picture), class_name="rows"),
        file_drop(
            "Add pictures",
            action="/media/upload",
            on_uploaded=MediaState.add,
            accept="image/jpeg,image/png,image/webp,image/avif",
            multiple=True,
            max_bytes=MAX_BYTES,
            hint="JPEG, PNG, WebP or AVIF. The first one is shown on cards.",
        ),
        title="Pictures",
        id="media",
    )


def _picture(image: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(image.src, image.alt, size=72),
        rx.el.form(
            rx.el.input(type="hidden", name="image", value=image.id),
            text_field(
                rx.fragment("What picture ", image.position, " shows"),
                "alt",
                id="alt-" + image.id,
                default_value=image.alt,
                hint=rx.cond(image.alt, "", "Needed by people who cannot see it."),
                max_length=300,
            ),
            when(view.belongs, _belongs_to(image)),
            button("Save", type="submit", variant="secondary", size="small"),
            on_submit=MediaState.describe,
            class_name="stack-tight row-main",
        ),
        rx.el.div(
            icon_button(
                "arrow_up",
                "Move up",
                size="small",
                on_click=MediaState.move(image.id, -1),
                disabled=image.is_first,
            ),
            icon_button(
                "arrow_down",
                "Move down",
                size="small",
                on_click=MediaState.move(image.id, 1),
                disabled=image.is_last,
            ),
            icon_button(
                "trash_2", "Remove", size="small", on_click=MediaState.remove(image.id)
            ),
            class_name="flex",
        ),
        when(image.note, rx.el.p(image.note, class_name="text-small text-muted basis-full")),
        key=image.id,
        data_testid="picture",
    )


def _belongs_to(image: Any) -> rx.Component:
    return select(
        "option_value",
        view.belongs,
        default_value=image.option_value,
        aria_label="Shown for",
    )
