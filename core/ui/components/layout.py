"""Headers, panels and lists: the pieces a page is put together from."""

from typing import Any

import reflex as rx

from core.ui.components.link import text_link
from core.ui.values import Child, Items, Text, each, when


def page_header(
    title: Text, *actions: Child, intro: Text = "", above: Child = ""
) -> rx.Component:
    """The one ``h1`` of a page; it takes the focus when a route is opened."""
    return rx.el.header(
        rx.el.div(
            when(above, above),
            rx.el.h1(title, tab_index=-1),
            when(intro, rx.el.p(intro)),
        ),
        rx.el.div(*actions, class_name="cluster") if actions else rx.fragment(),
        class_name="page-header",
    )


def section_header(title: Text, *, more: Text = "", more_href: Text = "") -> rx.Component:
    return rx.el.div(
        rx.el.h2(title),
        when(more, text_link(more, href=more_href)),
        class_name="section-header",
    )


def panel(
    *children: Child,
    title: Text = "",
    actions: Child = "",
    flush: bool = False,
    **props: Any,
) -> rx.Component:
    """A framed part of a page; ``flush`` lets a table reach the frame."""
    header = rx.el.div(rx.el.h2(title), when(actions, actions), class_name="panel-header")
    return rx.el.section(
        when(title, header),
        *children,
        class_name="panel panel-flush" if flush else "panel",
        **props,
    )


def details(pairs: Items) -> rx.Component:
    """A definition list of (term, value) pairs."""
    return rx.el.dl(*each(pairs, lambda pair: _pair(pair[0], pair[1])), class_name="details")


def detail(term: Text, *value: Child) -> rx.Component:
    """One row of ``details_of``, where the value is more than text."""
    return rx.el.div(rx.el.dt(term), rx.el.dd(*value))


def details_of(*rows: rx.Component) -> rx.Component:
    return rx.el.dl(*rows, class_name="details")


def totals(*rows: rx.Component) -> rx.Component:
    """Sums of a bag or an order, built from ``total_row``."""
    return rx.el.dl(*rows, class_name="totals")


def total_row(label: Child, amount: Child, *, final: bool = False) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(amount), class_name="is-total" if final else "")


def row_list(*rows: Any, **props: Any) -> rx.Component:
    """A list of things with a line between them: files, addresses, lines of a parcel."""
    return rx.el.ul(*rows, class_name="rows", **props)


def row(*main: Child, start: Child = "", end: Child = "", **props: Any) -> rx.Component:
    return rx.el.li(
        when(start, start), rx.el.div(*main, class_name="row-main"), when(end, end), **props
    )


def save_bar(note: Child, *actions: Child) -> rx.Component:
    """Stays at the lower edge of a long form while it has unsaved changes."""
    return rx.el.div(rx.el.p(note, role="status"), *actions, class_name="save-bar")


def _pair(term: Text, value: Child) -> rx.Component:
    return rx.el.div(rx.el.dt(term), rx.el.dd(value))
