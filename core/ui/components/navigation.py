"""Where one is and where one can go: breadcrumb, tabs, pagination, steps, skip link."""

from typing import Any

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.link import internal_link, outside_link
from core.ui.values import Flag, Items, Text, each, either, when


def breadcrumb(trail: Items, current: Text) -> rx.Component:
    """``trail`` are (label, href) pairs from the top; ``current`` is the page itself."""
    return rx.el.nav(
        rx.el.ol(
            *each(trail, lambda step: rx.el.li(internal_link(step[0], href=step[1]))),
            rx.el.li(rx.el.span(current, aria_current="page")),
        ),
        aria_label="Breadcrumb",
        class_name="breadcrumb",
    )


def tab(label: Text, *, href: Text, is_current: Flag, count: Text = "") -> rx.Component:
    return internal_link(
        label,
        when(count, rx.el.span(count, class_name="count count-quiet")),
        href=href,
        aria_current=_current(is_current),
    )


def tabs(label: str, *links: Any) -> rx.Component:
    """Views of one thing as links made by ``tab``: they can be shared and opened in a new
    tab.
    """
    return rx.el.nav(*links, aria_label=label, class_name="tabs")


def pagination(pager: Any, *, label: str = "Pages") -> rx.Component:
    """From a ``paging.Pager`` or a Var of one: how much there is, and links to the pages
    around this one.
    """
    return rx.el.nav(
        rx.el.p(pager.summary, class_name="text-muted text-small", role="status"),
        when(
            pager.links,
            rx.el.ul(
                rx.el.li(_turn("Previous", "chevron_left", pager.previous_href)),
                *each(pager.links, _page_link),
                rx.el.li(_turn("Next", "chevron_right", pager.next_href)),
            ),
        ),
        aria_label=label,
        class_name="pagination",
    )


def steps(label: str, items: Items) -> rx.Component:
    """``items`` are (label, state, href) with state done, current or next and href "" for
    none.
    """
    return rx.el.nav(
        rx.el.ol(*each(items, _step), class_name="steps"),
        aria_label=label,
    )


def skip_link() -> rx.Component:
    return outside_link("Skip to content", href="#main", class_name="skip-link")


def _page_link(link: Any) -> rx.Component:
    return rx.el.li(
        when(
            link.href,
            internal_link(
                rx.el.span("Page ", class_name="visually-hidden"),
                link.label,
                href=link.href,
                aria_current=_current(link.is_current),
            ),
            rx.el.span(link.label, aria_hidden="true"),
        )
    )


def _turn(label: str, icon_name: str, href: Text) -> rx.Component:
    off = rx.el.span(icon(icon_name), class_name="is-off", aria_hidden="true")
    return when(href, internal_link(icon(icon_name), href=href, aria_label=label), off)


def _step(item: Any) -> rx.Component:
    label, state, href = item[0], item[1], item[2]
    return rx.el.li(
        when(href, internal_link(label, href=href), rx.el.span(label)),
        aria_current=either(state == "current", "step", "false"),
        custom_attrs={"data-state": state},
    )


def _current(is_current: Flag) -> Any:
    return either(is_current, "page", "false")
