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
        rx.el.h2("Who sells and makes this", class_name="mt-6 mb-4"),
        rx.el.div(
            rx.el.div(
                rx.el.div(
                    maker_mark(workshop.initials, image=workshop.mark, size="large"),
                    rx.el.div(
                        rx.el.h3(workshop.name),
                        rx.el.p(
                            workshop.craft, " in ", workshop.place, class_name="text-muted"
                        ),
                    ),
                    class_name="flex items-center gap-4",
                ),
                rx.el.p(workshop.story, class_name="clamp-6"),
                text_link("All pieces of this workshop", href=workshop.href),
                fact_list(workshop.trader),
                class_name="stack",
            ),
            rx.el.div(
                rx.el.h3("Product safety"),
                fact_list(workshop.safety),
                rx.el.h4("Warnings"),
                rx.el.p(workshop.warnings, class_name="warnings", data_testid="warnings"),
                report_link(ProductState.shown_path, "Report this piece"),
                class_name="stack",
            ),
            class_name="halves",
        ),
        id="maker",
    )
