"""Plotly for the admin app: loaded only by the pages that show it."""

from typing import Any

import plotly.graph_objects as go
import reflex as rx

from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import Items, Text, each, inline

FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"
DASHES = ("solid", "dash", "dot", "dashdot")
CONFIG = {
    "responsive": True,
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
}
# Plotly paints its own pixels and cannot read the tokens: these are --chart-1 to --chart-8,
# --ink-2 and --line of both modes, held equal by tests/ui/test_tokens.py.
PALETTES = {
    "light": (
        "rgb(31,78,107)", "rgb(198,136,11)", "rgb(187,50,0)", "rgb(86,121,84)",
        "rgb(106,156,174)", "rgb(80,51,37)", "rgb(152,84,173)", "rgb(144,151,139)",
    ),
    "dark": (
        "rgb(95,163,204)", "rgb(255,209,65)", "rgb(242,113,72)", "rgb(161,198,157)",
        "rgb(172,239,255)", "rgb(148,89,57)", "rgb(139,99,151)", "rgb(129,137,126)",
    ),
}  # fmt: skip
TEXT = {"light": "rgb(71,79,73)", "dark": "rgb(184,192,185)"}
LINE = {"light": "rgb(216,219,208)", "dark": "rgb(51,59,54)"}


def layout(mode: str) -> dict[str, Any]:
    axis = {"gridcolor": LINE[mode], "linecolor": LINE[mode], "zerolinecolor": LINE[mode]}
    return {
        "colorway": list(PALETTES[mode]),
        "font": {"family": FONT, "size": 13, "color": TEXT[mode]},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hovermode": "x unified",
        "margin": {"l": 56, "r": 16, "t": 8, "b": 40},
        "height": 300,
        "legend": {"orientation": "h", "y": 1.15},
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "rangemode": "tozero"},
    }


def plot(
    title: Text,
    figure: rx.Var[go.Figure] | go.Figure,
    *,
    summary: Text,
    columns: tuple[str, ...],
    rows: Items,
) -> rx.Component:
    """``title`` states the finding, ``summary`` says the figures in one sentence, and ``rows``
    are the same figures as lists of texts in the order of ``columns``.
    """
    return rx.el.figure(
        rx.el.figcaption(title),
        rx.el.p(summary, class_name="visually-hidden"),
        rx.el.div(
            rx.plotly.basic(
                data=figure,
                layout=rx.color_mode_cond(light=layout("light"), dark=layout("dark")),
                config=CONFIG,
                use_resize_handler=True,
                width="100%",
            ),
            **inline(minHeight="300px"),
        ),
        rx.el.details(
            rx.el.summary("Show table"),
            table(
                title,
                [Column(columns[0]), *[Column(name, numeric=True) for name in columns[1:]]],
                *each(rows, lambda row: _row(row, columns)),
                stacked=False,
                compact=True,
            ),
        ),
        class_name="chart",
    )


def _row(row: Any, columns: tuple[str, ...]) -> rx.Component:
    first, *rest = columns
    return table_row(
        head_cell(first, row[0]),
        *[cell(name, row[i], numeric=True) for i, name in enumerate(rest, start=1)],
    )
