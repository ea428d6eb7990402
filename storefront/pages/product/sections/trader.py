"""Who sells and makes this, in the page and not behind a link."""

import reflex as rx

from core.ui.components.link import text_link
from core.ui.components.maker import maker_mark, selvedge
from storefront.components.report import report_link
from storefront.pages.product.sections.facts import fact_list
from storefront.pages.product.state import ProductState

workshop = ProductState.product.workshop


def trader() -> rx.Component:
    return rx.el.section(
        selvedge(workshop.selvedge, band=True),
        rx.el.div(
            rx.el.div(
                rx.el.div(
                    maker_mark(workshop.initials, image=workshop.mark, size="large"),
                    rx.el.div(
                        rx.el.h2(workshop.name),
                        rx.el.p(
                            workshop.craft, " in ", workshop.place, class_name="text-muted"
                        ),
                    ),
                    class_name="flex items-center gap-4",
                ),
                rx.el.p(workshop.story, class_name="clamp-6"),
                text_link("All pieces of this workshop", href=workshop.href),
                class_name="stack",
            ),
            rx.el.div(
                rx.el.h3("Who sells and makes this", class_name="mb-2"),
                fact_list(workshop.trader),
                report_link(ProductState.shown_path, "Report this piece"),
            ),
            class_name="halves mt-6",
        ),
    )
