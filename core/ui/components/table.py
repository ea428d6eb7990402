"""Tables with real headers, sorting by link, and cards below 700 pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from core.ui.components.icon import icon
from core.ui.components.link import internal_link
from core.ui.values import Child, Text, either


@dataclass(frozen=True, slots=True)
class Column:
    """``sort_href`` leads to the list sorted by this column; ``sorted`` is "ascending",
    "descending" or "none" and may be a Var.
    """

    label: str
    numeric: bool = False
    sort_href: Text = ""
    sorted: Text = "none"
    hidden: bool = False


def table(
    caption: Text,
    columns: Sequence[Column],
    *rows: Any,
    footer: rx.Component | None = None,
    stacked: bool = True,
    compact: bool = False,
) -> rx.Component:
    """``rows`` are ``table_row``s or one ``rx.foreach`` of them; the caption is read out."""
    names = " ".join(
        name
        for name, wanted in (
            ("table", True),
            ("table-stacked", stacked),
            ("table-compact", compact),
        )
        if wanted
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="visually-hidden"),
            rx.el.thead(rx.el.tr(*[_header(column) for column in columns])),
            rx.el.tbody(*rows),
            footer or rx.fragment(),
            class_name=names,
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=caption,
    )


def table_row(*cells: rx.Component, **props: Any) -> rx.Component:
    return rx.el.tr(*cells, **props)


def cell(label: str, *content: Child, numeric: bool = False) -> rx.Component:
    """``label`` names the column again, for the stacked cards of small screens."""
    return rx.el.td(
        *content, class_name="numeric" if numeric else "", custom_attrs={"data-label": label}
    )


def head_cell(label: str, *content: Child) -> rx.Component:
    """The first cell of a row, which names it and usually holds its link."""
    return rx.el.th(*content, scope="row", custom_attrs={"data-label": label})


def _header(column: Column) -> rx.Component:
    align = "numeric" if column.numeric else ""
    if column.hidden:
        return rx.el.th(
            rx.el.span(column.label, class_name="visually-hidden"),
            scope="col",
            class_name=align,
        )
    if not isinstance(column.sort_href, rx.Var) and not column.sort_href:
        return rx.el.th(column.label, scope="col", class_name=align)
    return rx.el.th(
        internal_link(column.label, _arrow(column.sorted), href=column.sort_href),
        scope="col",
        aria_sort=column.sorted,
        class_name=align,
    )


def _arrow(direction: Text) -> rx.Component:
    up, down = icon("arrow_up", size="small"), icon("arrow_down", size="small")
    idle = icon("chevrons_up_down", size="small")
    if isinstance(direction, rx.Var):
        return rx.match(direction, ("ascending", up), ("descending", down), idle)  # pyright: ignore[reportReturnType]
    return {"ascending": up, "descending": down}.get(direction, idle)


def sort_state(key: str, current: Text) -> Any:
    """The ``aria-sort`` of a column, from a sort parameter such as ``price`` or ``-price``."""
    if isinstance(current, rx.Var):
        return rx.match(current, (key, "ascending"), (f"-{key}", "descending"), "none")
    return either(
        current == key, "ascending", either(current == f"-{key}", "descending", "none")
    )
