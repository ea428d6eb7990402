import reflex as rx

from admin.components.panels import confirm_panel
from admin.components.states import desk_page
from admin.pages.help_article.state import HelpArticleState
from admin.pages.help_articles.views import PATH
from core.content.edit_help import LONGEST_BODY, LONGEST_SECTION, LONGEST_SUMMARY, LONGEST_TITLE
from core.ui.components.button import button
from core.ui.components.choice import checkbox
from core.ui.components.desk_page import notes
from core.ui.components.layout import page_header, panel
from core.ui.components.link import outside_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import text_field, textarea_field
from core.ui.values import when

article = HelpArticleState.article
DELETE = "delete"


def help_article_page() -> rx.Component:
    return desk_page(
        HelpArticleState,
        breadcrumb([("Help articles", PATH)], article.title),
        page_header(
            article.title,
            when(article.is_published, _in_the_shop()),
            button(
                "Remove",
                variant="secondary",
                size="small",
                on_click=HelpArticleState.open_panel(DELETE),
            ),
        ),
        notes(HelpArticleState),
        rx.el.div(
            panel(_form(), title="Text"),
            panel(
                rx.html(HelpArticleState.preview, class_name="prose"),
                rx.el.p(
                    "It follows when you leave the text.",
                    class_name="text-tiny text-muted mt-3",
                ),
                title="Preview",
            ),
            class_name="text-and-preview",
        ),
        confirm_panel(
            HelpArticleState,
            DELETE,
            rx.fragment("Remove ", article.title, "?"),
            "The article is gone for good, with what readers said of it. Hide it to keep it.",
            verb="Remove",
            variant="danger",
            on_confirm=HelpArticleState.delete,
        ),
        current=PATH,
        missing="There is no such article",
    )


def _in_the_shop() -> rx.Component:
    return outside_link("See it in the shop", href=article.page_href, target="_blank")


def _form() -> rx.Component:
    return rx.el.form(
        text_field(
            "Title",
            "title",
            default_value=article.title,
            max_length=LONGEST_TITLE,
            required=True,
        ),
        textarea_field(
            "In a sentence",
            "summary",
            hint="For lists and search engines. Without it they show how the text begins.",
            default_value=article.summary,
            rows=2,
            max_length=LONGEST_SUMMARY,
            optional=True,
        ),
        text_field(
            "Section",
            "section",
            default_value=article.section,
            max_length=LONGEST_SECTION,
            required=True,
        ),
        textarea_field(
            "Text",
            "body",
            hint="Markdown without headings.",
            default_value=article.body,
            on_blur=HelpArticleState.show_preview,
            rows=24,
            max_length=LONGEST_BODY,
            required=True,
        ),
        checkbox(
            "Published",
            "is_published",
            hint="Otherwise its address leads nowhere.",
            default_checked=article.is_published,
        ),
        rx.el.div(
            button(
                "Save",
                type="submit",
                pending=HelpArticleState.busy == "save",
                pending_label="Saving…",
            )
        ),
        on_submit=HelpArticleState.save,
        key=article.slug.to(str) + HelpArticleState.revision.to(str),
        class_name="stack",
    )
