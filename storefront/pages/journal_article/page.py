import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.layout import page_header
from core.ui.components.maker import maker_line
from core.ui.components.navigation import breadcrumb
from core.ui.values import when
from storefront.components.product_card import product_row
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.journal_article.state import StoryState
from storefront.shell import frame

story = StoryState.story


def journal_article_page() -> rx.Component:
    return frame(
        page_of(
            StoryState,
            rx.el.div(
                breadcrumb([("Home", "/"), ("Journal", "/journal")], story.title),
                rx.el.div(class_name="h-4"),
                rx.el.article(
                    page_header(story.title, intro=story.summary),
                    rx.el.p(story.told, class_name="text-small text-muted mb-6"),
                    rx.html(story.html, class_name="prose article-text"),
                ),
                when(story.maker, _maker()),
                product_row("Pieces in this article", StoryState.pieces),
                class_name="page sections",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is no such article", "Read another one in the journal."),
            retry=StoryState.load,
        )
    )


def _maker() -> rx.Component:
    return rx.el.aside(
        rx.el.div(
            maker_line(story.maker, gradient=story.selvedge, href=story.maker_href),
            rx.el.p(story.maker_facts, class_name="text-small text-muted"),
        ),
        link_button("See the workshop", href=story.maker_href, variant="secondary"),
        class_name="panel spread",
        aria_label="The workshop in this article",
    )
