"""What the chosen variant has cost."""

import reflex as rx

from core.ui.components.chart import line_chart
from core.ui.values import when
from storefront.pages.product.sections.buy_box import chosen


def price_history() -> rx.Component:
    past = chosen.past
    return when(  # pyright: ignore[reportReturnType]
        past.sentence,
        rx.el.section(
            rx.el.h2("Price history", class_name="mb-3"),
            rx.cond(past.has_chart, line_chart(past.chart), rx.el.p(past.sentence)),
            id="price-history",
            class_name="stack",
        ),
    )
