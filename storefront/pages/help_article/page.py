import reflex as rx

from core.ui.components.badge import tag
from core.ui.components.button import button
from core.ui.components.layout import page_header
from core.ui.components.link import text_link
from core.ui.components.native_form import native_form
from core.ui.components.navigation import breadcrumb
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.help.page import contact, help_search
from storefront.pages.help_article.state import HelpArticleState
from storefront.shell import frame


def help_article_page() -> rx.Component:
    state = HelpArticleState
    return frame(
        page_of(
            state,
            rx.el.div(
                breadcrumb([("Help", "/help")], state.title),
                rx.el.div(class_name="h-4"),
                page_header(state.title, when(state.is_for_workshops, tag("For workshops"))),
                rx.el.div(
                    rx.el.article(
                        rx.html(state.html, class_name="prose"),
                        rx.el.p(state.updated, class_name="text-tiny text-muted mt-6"),
                        _was_it_helpful(),
                    ),
                    rx.el.aside(_related(), aria_label="More help"),
                    class_name="with-aside",
                ),
                contact(state.contact),
                class_name="page",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is no such article", "Search the help center instead."),
            retry=state.load,
        )
    )


def _was_it_helpful() -> rx.Component:
    state = HelpArticleState
    ask = native_form(
        rx.el.input(type="hidden", name="slug", value=state.article_slug),
        rx.el.span("Was this helpful?", id="helpful-question"),
        button("Yes", type="submit", name="helpful", value="yes", variant="secondary"),
        button("No", type="submit", name="helpful", value="no", variant="secondary"),
        action="/help/vote",
        aria_labelledby="helpful-question",
        class_name="cluster",
    )
    return rx.el.div(
        rx.cond(state.thanks, rx.el.p(state.thanks, role="status"), ask),
        id="helped",
        class_name="mt-6",
    )


def _related() -> rx.Component:
    return rx.el.div(
        help_search(),
        when(
            HelpArticleState.related,
            rx.el.h2("Read on", class_name="text-small mb-2"),
        ),
        rx.el.ul(
            rx.foreach(
                HelpArticleState.related,
                lambda article: rx.el.li(text_link(article.title, href=article.href)),
            ),
            class_name="stack-tight",
        ),
    )
