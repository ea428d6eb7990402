"""Charts as SVG. ``core.ui.charts`` does the geometry; here it becomes elements."""

from typing import Any

import reflex as rx

from core.ui.charts import HEIGHT, WIDTH
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import Child, Text, each, when

HUES = {1: "hue-1", 2: "hue-2", 3: "hue-3", 4: "hue-4"}


def sparkline(path: Text) -> rx.Component:
    return rx.el.svg(
        rx.el.path(d=path),
        view_box="0 0 72 24",
        preserve_aspect_ratio="none",
        class_name="sparkline",
        aria_hidden="true",
    )


def line_chart(chart: Any, *, unit: str = "") -> rx.Component:
    """A ``charts.Chart`` or a Var of one: up to four series; later ones are dashed. Below it
    the same numbers as a table.
    """
    return _figure(
        chart,
        *each(
            chart.series,
            lambda series: rx.el.path(d=series.path, class_name=_hue(series.hue, "chart-line")),
        ),
        unit=unit,
    )


def bar_chart(chart: Any, *, unit: str = "") -> rx.Component:
    """One series as bars from zero."""
    return _figure(
        chart,
        *each(
            chart.bars,
            lambda bar: rx.el.rect(
                rx.el.title(bar.label),
                x=bar.x,
                y=bar.y,
                width=bar.width,
                height=bar.height,
                class_name="bar",
            ),
        ),
        unit=unit,
    )


def _figure(chart: Any, *marks: Child, unit: str) -> rx.Component:
    return rx.el.figure(
        rx.el.figcaption(chart.title),
        when(chart.legend, rx.el.ul(*each(chart.legend, _legend), class_name="chart-legend")),
        rx.el.svg(
            *each(chart.y_ticks, _y_tick),
            *each(chart.x_ticks, _x_tick),
            *marks,
            view_box=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=chart.summary,
        ),
        rx.el.details(
            rx.el.summary("Show table"),
            table(
                chart.title,
                [Column("Series"), Column("When"), Column(unit or "Value", numeric=True)],
                *each(chart.rows, _row),
                stacked=False,
                compact=True,
            ),
        ),
        class_name="chart",
    )


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Series", row[0]), cell("When", row[1]), cell("Value", row[2], numeric=True)
    )


def _y_tick(tick: Any) -> rx.Component:
    return rx.el.g(
        rx.el.line(x1=tick.x, x2=WIDTH, y1=tick.y, y2=tick.y, class_name="chart-grid"),
        rx.el.text(tick.label, x=tick.x - 8, y=tick.y + 4, class_name="chart-y"),
    )


def _x_tick(tick: Any) -> rx.Component:
    return rx.el.text(tick.label, x=tick.x, y=tick.y, class_name="chart-x")


def _legend(entry: Any) -> rx.Component:
    return rx.el.li(
        rx.el.svg(
            rx.el.line(
                x1=0,
                x2=24,
                y1=4,
                y2=4,
                custom_attrs={"strokeWidth": "2"},
                class_name=_hue(entry.hue),
            ),
            view_box="0 0 24 8",
            aria_hidden="true",
        ),
        entry.label,
    )


def _hue(hue: Any, also: str = "") -> Any:
    if isinstance(hue, rx.Var):
        return rx.match(hue, *[(n, f"{also} {name}".strip()) for n, name in HUES.items()], also)
    return f"{also} {HUES[hue]}".strip()
