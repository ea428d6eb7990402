import plotly.graph_objects as go
import reflex as rx

from admin.shell import frame
from core.ui.components.plot import plot
from core.ui.styleguide.data import SALES, WEEKS
from core.ui.styleguide.page import styleguide
from core.ui.styleguide.specimen import specimen

DASHES = ("solid", "dash", "dot")


def styleguide_page() -> rx.Component:
    return frame(styleguide(), specimen("Plots", _sales()))


def _sales() -> rx.Component:
    return plot(
        "Vases carry the growth of autumn",
        go.Figure(
            [
                go.Scatter(x=WEEKS, y=values, name=name, line={"dash": dash})
                for (name, values), dash in zip(SALES.items(), DASHES, strict=True)
            ]
        ),
        summary="Vases rose from 310 to 960 a week, mugs to 470, bowls to 280.",
        columns=("Week", *SALES),
        rows=[
            [week, *(str(values[i]) for values in SALES.values())]
            for i, week in enumerate(WEEKS)
        ],
    )
