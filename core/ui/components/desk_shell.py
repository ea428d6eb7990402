"""Sidebar and top bar of the admin app and the vendor portal, from slots."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from core.ui.components.brand import selvedge_line, wordmark
from core.ui.components.color_mode import color_mode_button
from core.ui.components.dialog import dialog, opens
from core.ui.components.icon import icon
from core.ui.components.link import internal_link
from core.ui.components.navigation import skip_link
from core.ui.values import Child, Text, when


@dataclass(frozen=True, slots=True)
class DeskLink:
    """``count`` is how many wait there: a text, "" for none; may be a Var."""

    label: str
    href: str
    icon_name: str
    count: Text = ""


@dataclass(frozen=True, slots=True)
class DeskGroup:
    title: str
    links: Sequence[DeskLink]


def desk_shell(
    *content: Child,
    name: str,
    groups: Sequence[DeskGroup],
    account: rx.Component,
    search: rx.Component | None = None,
    current: str = "",
) -> rx.Component:
    """``current`` is the href of the section this page belongs to."""
    return rx.el.div(
        skip_link(),
        selvedge_line(),
        rx.el.aside(_brand(name), _nav(groups, current, "Sections"), class_name="desk-side"),
        rx.el.header(
            _small_menu(name, groups, current),
            rx.el.div(search, class_name="desk-search") if search else rx.fragment(),
            rx.el.div(color_mode_button(), account, class_name="site-actions"),
            class_name="desk-top",
        ),
        rx.el.main(
            rx.el.div(*content, class_name="page"),
            id="main",
            tab_index=-1,
            class_name="desk-main",
        ),
        class_name="desk",
    )


def plain_page(*content: Child, name: str) -> rx.Component:
    """Sign-in and what belongs to it: one panel in the middle."""
    return rx.el.div(
        skip_link(),
        selvedge_line(),
        rx.el.main(
            _brand(name),
            rx.el.div(*content, class_name="panel stack"),
            id="main",
            tab_index=-1,
            class_name="plain-page",
        ),
        class_name="site",
    )


def _brand(name: str) -> rx.Component:
    return rx.el.div(wordmark(), rx.el.span(name), class_name="desk-brand")


def _nav(groups: Sequence[DeskGroup], current: str, label: str) -> rx.Component:
    parts: list[rx.Component] = []
    for group in groups:
        if group.title:
            parts.append(rx.el.h2(group.title))
        parts.extend(_link(link, is_current=link.href == current) for link in group.links)
    return rx.el.nav(*parts, aria_label=label, class_name="desk-nav")


def _link(link: DeskLink, *, is_current: bool) -> rx.Component:
    return internal_link(
        icon(link.icon_name),
        link.label,
        when(link.count, rx.el.span(link.count, class_name="count")),
        href=link.href,
        aria_current="page" if is_current else None,
    )


def _small_menu(name: str, groups: Sequence[DeskGroup], current: str) -> rx.Component:
    return rx.el.div(
        rx.el.button(
            icon("menu"),
            type="button",
            aria_label="Menu",
            class_name="btn btn-icon",
            **opens("desk-menu"),
        ),
        dialog("desk-menu", name, _nav(groups, current, "Sections, small screen"), kind="nav"),
        class_name="only-small",
    )
