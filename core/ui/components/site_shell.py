"""Header and footer of the storefront, from slots."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from core.ui.components.brand import selvedge_line, wordmark
from core.ui.components.dialog import dialog, opens
from core.ui.components.icon import icon
from core.ui.components.link import internal_link
from core.ui.components.navigation import skip_link
from core.ui.values import Child, Items, Number, each, when

NavLink = tuple[str, str]


def site_shell(
    *content: Child, header: rx.Component, footer: rx.Component, bar: Child = ""
) -> rx.Component:
    """Skip link, woven line, header, the ``main`` landmark around ``content``, footer; ``bar``
    stays at the lower edge of a phone.
    """
    return rx.el.div(
        skip_link(),
        selvedge_line(),
        header,
        rx.el.main(*content, id="main", tab_index=-1),
        footer,
        when(bar, bar),
        class_name="site",
    )


def site_header(
    nav: Items, *, account: rx.Component, bag: rx.Component, search: rx.Component
) -> rx.Component:
    """``nav`` are (label, href) pairs: a row on a wide screen, a drawer on a narrow one."""
    links = each(nav, lambda link: internal_link(link[0], href=link[1], class_name="nav-link"))
    return rx.el.header(
        rx.el.div(
            wordmark(),
            rx.el.div(search, class_name="site-search"),
            rx.el.nav(*links, aria_label="Main", class_name="site-nav"),
            rx.el.div(account, bag, _small_menu(nav), class_name="site-actions"),
            class_name="site-header-bar",
        ),
        class_name="site-header",
    )


def plain_header(note: Child = "") -> rx.Component:
    """For checkout: the way home and a word of help, nothing to wander off to."""
    return rx.el.header(
        rx.el.div(
            wordmark(),
            rx.el.div(note, class_name="site-actions text-small text-muted"),
            class_name="site-header-bar",
        ),
        class_name="site-header",
    )


def bag_link(count: Number, *, href: str = "/cart", drawer: str = "") -> rx.Component:
    """Leads to the bag; where the page has the dialog ``drawer``, a press opens that
    instead.
    """
    props: dict[str, Any] = {"custom_attrs": {"data-opens": drawer}} if drawer else {}
    return internal_link(
        icon("shopping_bag"),
        rx.el.span("Bag", class_name="max-sm:sr-only"),
        rx.el.span(
            when(
                count,
                rx.el.span(
                    count,
                    rx.el.span(" pieces", class_name="visually-hidden"),
                    class_name="count",
                ),
            ),
            aria_live="polite",
            data_testid="bag-count",
        ),
        href=href,
        class_name="nav-link",
        data_testid="bag-link",
        **props,
    )


def site_footer(
    columns: Sequence[tuple[str, Sequence[NavLink]]],
    *,
    trader: Child,
    end: Any = None,
    above: Child = "",
) -> rx.Component:
    """``columns`` are headings with links; ``trader`` says who runs the market."""
    return rx.el.footer(
        rx.el.div(
            when(above, above),
            rx.el.div(
                *[_column(title, links) for title, links in columns],
                class_name="site-footer-columns",
            ),
            rx.el.div(rx.el.p(trader), end or rx.fragment(), class_name="site-footer-end"),
        ),
        class_name="site-footer",
    )


def _column(title: str, links: Sequence[NavLink]) -> rx.Component:
    return rx.el.nav(
        rx.el.h2(title),
        rx.el.ul(*[rx.el.li(internal_link(label, href=href)) for label, href in links]),
        aria_label=title,
    )


def _small_menu(nav: Items) -> rx.Component:
    links = each(nav, lambda link: internal_link(link[0], href=link[1]))
    return rx.el.div(
        rx.el.button(
            icon("menu"),
            type="button",
            aria_label="Menu",
            class_name="btn btn-icon",
            **opens("site-menu"),
        ),
        dialog(
            "site-menu",
            "Menu",
            rx.el.nav(*links, aria_label="Main, small screen", class_name="desk-nav"),
            kind="nav",
        ),
        class_name="only-small",
    )
