from typing import Any

import reflex as rx

from core.ui.components.badge import tag
from core.ui.components.button import button, link_button
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header
from core.ui.components.link import outside_link, text_link
from core.ui.components.native_form import native_form
from core.ui.components.text_input import search_field
from core.ui.values import Text, when
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.help.state import HelpState
from storefront.shell import frame


def help_page() -> rx.Component:
    return frame(
        page_of(
            HelpState,
            rx.el.div(
                page_header("Help", intro="Answers about orders, delivery, returns, selling."),
                help_search(HelpState.words),
                when(HelpState.words, _found()),
                _sections(),
                contact(HelpState.contact),
                class_name="page",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=HelpState.load,
        )
    )


def help_search(words: Text = "") -> rx.Component:
    return native_form(
        rx.el.div(
            search_field(
                "Search the help center",
                id="help-search",
                default_value=words,
                key=words,
                max_length=120,
            ),
            class_name="grow",
        ),
        button("Search", type="submit", variant="secondary"),
        action="/help",
        method="get",
        role="search",
        aria_label="Help",
        class_name="flex gap-3 mb-8 max-w-xl",
    )


def contact(address: Text) -> rx.Component:
    """The same words at the same place of every help page."""
    return rx.el.aside(
        rx.el.h2("Not answered?"),
        rx.el.p(
            "Write to ",
            outside_link(address, href=f"mailto:{address}"),
            ". If it is about an order, name its number. A person answers.",
        ),
        class_name="panel mt-10 stack-tight",
        aria_label="Contact",
    )


def _found() -> rx.Component:
    return rx.el.section(
        rx.el.h2(HelpState.summary, class_name="mb-4"),
        rx.cond(
            HelpState.found,
            rx.el.ul(rx.foreach(HelpState.found, _hit), class_name="rows"),
            empty_state(
                "Try other words",
                "No article has these. All articles are listed below.",
                link_button("All articles", href="/help", variant="secondary"),
                picture="thread",
            ),
        ),
        aria_label="Results",
        class_name="mb-10",
    )


def _hit(article: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            text_link(article.title, href=article.href),
            rx.el.p(article.excerpt, class_name="text-small text-muted"),
            class_name="row-main",
        ),
        tag(article.section),
    )


def _sections() -> rx.Component:
    return rx.el.div(rx.foreach(HelpState.sections, _section), class_name="help-sections")


def _section(section: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(section.name),
        rx.el.ul(
            rx.foreach(
                section.articles,
                lambda article: rx.el.li(text_link(article.title, href=article.href)),
            ),
        ),
    )
