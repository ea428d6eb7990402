"""Parts of the pages of returns, issues and disputes."""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.layout import panel
from core.ui.components.link import outside_link, text_link
from core.ui.components.media import thumbnail
from core.ui.components.progress import timeline
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def case_table(rows: Any, *, label: str, other: str) -> rx.Component:
    """``other`` is the side that the reader is not: buyer or workshop."""

    def one(row: Any) -> rx.Component:
        who = row.buyer if other == "Buyer" else row.workshop
        return table_row(
            head_cell("Number", text_link(row.number, href=row.href)),
            cell("Status", badge(row.word, tone=row.tone, shape=row.shape)),
            cell("About", row.what),
            cell(other, rx.el.div(who, rx.el.p(row.part, class_name="text-tiny text-muted"))),
            cell("Came", row.when),
            cell("Answer", rx.el.div(row.due, when(row.is_late, badge("Late", tone="danger")))),
            data_testid="case-row",
        )

    columns = [
        Column("Number"),
        Column("Status"),
        Column("About"),
        Column(other),
        Column("Came"),
        Column("Answer"),
    ]
    return table(label, columns, rx.foreach(rows, one))


def case_lines(case: Any) -> rx.Component:
    return panel(
        rx.el.ul(rx.foreach(case.lines, _case_line), class_name="rows"), title="Pieces"
    )


def _case_line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, "", size=64),
        rx.el.div(
            rx.el.p(line.title),
            rx.el.p(
                when(line.options, rx.el.span(line.options, ", ")),
                line.quantity,
                " ×",
                class_name="text-small text-muted",
            ),
            when(
                line.replacement,
                rx.el.p("Instead: ", line.replacement, class_name="text-small"),
            ),
            when(line.grade, rx.el.p(line.grade, class_name="text-small")),
            when(line.kept, rx.el.p(line.kept, class_name="text-small")),
        ),
        rx.el.span(line.worth, class_name="numeric"),
        class_name="piece",
    )


def case_photos(photos: Any, *, title: str = "Pictures") -> rx.Component:
    return when(
        photos,
        panel(rx.el.ul(rx.foreach(photos, _photo), class_name="photo-tray"), title=title),
    )


def _photo(url: Any) -> rx.Component:
    return rx.el.li(
        outside_link(thumbnail(url, "A picture, opens in full", size=104), href=url)
    )


def case_said(case: Any) -> rx.Component:
    """What both sides said, one under the other."""

    def one(said: Any) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.p(rx.el.strong(said.side), ", ", said.at, class_name="text-small"),
                rx.el.p(said.body, class_name="whitespace-pre-wrap"),
                when(
                    said.photos,
                    rx.el.ul(rx.foreach(said.photos, _photo), class_name="photo-tray"),
                ),
                class_name="stack-tight",
            ),
            data_testid="evidence",
        )

    return when(
        case.said,
        panel(rx.el.ul(rx.foreach(case.said, one), class_name="rows"), title="What was said"),
    )


def case_history(case: Any) -> rx.Component:
    return panel(timeline(case.steps), title="What happened")
