from typing import Any

import reflex as rx

from admin.components.panels import confirm_panel
from admin.components.states import desk_page
from admin.pages.journal.views import PATH
from admin.pages.journal_article.state import StoryState
from core.content.edit_journal import (
    LONGEST_ALT,
    LONGEST_BODY,
    LONGEST_BYLINE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
)
from core.ui.components.button import button
from core.ui.components.choice import checkbox
from core.ui.components.code import copyable_code
from core.ui.components.desk_page import notes
from core.ui.components.file_drop import file_drop
from core.ui.components.layout import page_header, panel
from core.ui.components.link import outside_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when

story = StoryState.story
DELETE = "delete"
MAX_BYTES = 25 * 1024 * 1024


def journal_article_page() -> rx.Component:
    return desk_page(
        StoryState,
        breadcrumb([("Journal", PATH)], story.title),
        page_header(
            story.title,
            when(
                story.is_published,
                outside_link("See it in the shop", href=story.page_href, target="_blank"),
            ),
            button(
                "Remove",
                variant="secondary",
                size="small",
                on_click=StoryState.open_panel(DELETE),
            ),
        ),
        notes(StoryState),
        rx.el.div(
            panel(_form(), title="Text"),
            rx.el.div(_pictures(), _preview(), class_name="stack min-w-0"),
            class_name="text-and-preview",
        ),
        confirm_panel(
            StoryState,
            DELETE,
            rx.fragment("Remove ", story.title, "?"),
            "The article and its pictures are gone for good. Links to it stop working.",
            verb="Remove",
            variant="danger",
            on_confirm=StoryState.delete,
        ),
        current=PATH,
        missing="There is no such article",
    )


def _preview() -> rx.Component:
    return panel(
        rx.html(StoryState.preview, class_name="prose article-text"),
        rx.el.p("It follows when you leave the text.", class_name="text-tiny text-muted mt-3"),
        title="Preview",
    )


def _form() -> rx.Component:
    return rx.el.form(
        text_field(
            "Title",
            "title",
            default_value=story.title,
            max_length=LONGEST_TITLE,
            required=True,
        ),
        textarea_field(
            "In a sentence",
            "summary",
            hint="Below the title, in lists, and at search engines.",
            default_value=story.summary,
            rows=2,
            max_length=LONGEST_SUMMARY,
        ),
        text_field(
            "Written by",
            "byline",
            default_value=story.byline,
            max_length=LONGEST_BYLINE,
            optional=True,
        ),
        textarea_field(
            "Text",
            "body",
            hint="Markdown. A picture is shown where its mark stands.",
            default_value=story.body,
            on_blur=StoryState.show_preview,
            rows=22,
            max_length=LONGEST_BODY,
        ),
        *_shown_with_it(),
        checkbox(
            "Published",
            "is_published",
            hint="Otherwise its address leads nowhere.",
            default_checked=story.is_published,
        ),
        rx.el.div(
            button(
                "Save",
                type="submit",
                pending=StoryState.busy == "save",
                pending_label="Saving…",
            )
        ),
        on_submit=StoryState.save,
        key=story.slug.to(str) + StoryState.revision.to(str),
        class_name="stack",
    )


def _shown_with_it() -> tuple[rx.Component, ...]:
    return (
        text_field(
            "Workshop",
            "maker",
            hint="The last part of its address, when the article is about one.",
            default_value=story.maker,
            optional=True,
        ),
        textarea_field(
            "Pieces",
            "pieces",
            hint="Shown below the text: the last part of an address in each line.",
            default_value=story.pieces,
            rows=4,
            optional=True,
        ),
    )


def _pictures() -> rx.Component:
    return panel(
        rx.el.ol(rx.foreach(story.pictures, _picture), class_name="rows"),
        file_drop(
            "Add pictures",
            action="/media/upload",
            on_uploaded=StoryState.add_pictures,
            accept="image/jpeg,image/png,image/webp,image/avif",
            multiple=True,
            max_bytes=MAX_BYTES,
            hint="JPEG, PNG, WebP or AVIF. The first one is the cover.",
        ),
        title="Pictures",
    )


def _picture(picture: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(picture.src, picture.alt, size=72),
        rx.el.form(
            rx.el.input(type="hidden", name="picture", value=picture.id),
            text_field(
                rx.fragment("What picture ", picture.number, " shows"),
                "alt",
                id="alt-" + picture.id,
                default_value=picture.alt,
                max_length=LONGEST_ALT,
            ),
            copyable_code(picture.mark, label="Copy the mark"),
            rx.el.div(
                button("Save", type="submit", variant="secondary", size="small"),
                button(
                    "Remove",
                    type="button",
                    variant="quiet",
                    size="small",
                    on_click=StoryState.remove_picture(picture.id),
                ),
                class_name="cluster",
            ),
            on_submit=StoryState.describe,
            class_name="stack-tight row-main",
        ),
        key=picture.id,
    )
