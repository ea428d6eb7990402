"""One figure with its direction."""

import reflex as rx

from core.ui.components.chart import sparkline
from core.ui.values import Text, when


def kpi_tile(label: Text, value: Text, *, change: Text = "", path: Text = "") -> rx.Component:
    """``change`` is a sentence ("▲ 12 % on last week"); ``path`` comes from
    ``charts.spark``.
    """
    return rx.el.div(
        rx.el.p(label, class_name="kpi-label"),
        rx.el.p(value, class_name="kpi-value"),
        when(path, sparkline(path)),
        when(change, rx.el.p(change, class_name="kpi-change")),
        class_name="kpi",
    )
