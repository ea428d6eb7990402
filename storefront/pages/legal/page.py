from typing import Any

import reflex as rx

from core.ui.components.feedback import banner
from core.ui.components.layout import page_header
from core.ui.components.link import internal_link, text_link
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.components.texts import text_skeleton
from storefront.pages.legal.state import LegalState
from storefront.shell import frame


def legal_page() -> rx.Component:
    return frame(
        page_of(
            LegalState,
            rx.el.div(
                page_header(LegalState.title, intro=LegalState.dated),
                when(
                    LegalState.replaced,
                    banner(
                        "This version was replaced.",
                        action=text_link("The current one", href=LegalState.current_href),
                    ),
                ),
                rx.el.div(
                    rx.el.article(
                        rx.html(LegalState.html, class_name="prose"),
                        _versions(),
                    ),
                    rx.el.nav(
                        rx.el.ul(rx.foreach(LegalState.others, _other)),
                        aria_label="Legal pages",
                        class_name="side-links",
                    ),
                    class_name="with-aside",
                ),
                class_name="page",
            ),
            waiting=text_skeleton(),
            missing=not_here("There is no such page", "The footer lists all legal pages."),
            retry=LegalState.load,
        )
    )


def _versions() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Versions", class_name="text-small"),
        rx.el.ul(
            rx.foreach(
                LegalState.versions,
                lambda version: rx.el.li(
                    text_link(version.label, href=version.href), " · ", version.change
                ),
            ),
            class_name="text-small text-muted stack-tight mt-2",
        ),
        class_name="mt-10",
    )


def _other(link: Any) -> rx.Component:
    return rx.el.li(
        internal_link(
            link.title,
            href=link.href,
            aria_current=rx.cond(link.is_current, "page", "false"),
        )
    )
