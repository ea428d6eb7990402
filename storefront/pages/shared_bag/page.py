from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import banner, loading, skeleton, skeleton_lines
from core.ui.components.layout import page_header, panel, total_row, totals
from core.ui.components.link import internal_link
from core.ui.components.maker import maker_line
from core.ui.components.media import thumbnail
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.pages.shared_bag.state import SharedBagState
from storefront.shell import frame

shown = SharedBagState.shown


def shared_bag_page() -> rx.Component:
    return frame(
        page_of(
            SharedBagState,
            _bag(),
            waiting=rx.el.div(
                loading(skeleton(class_name="h-10 w-48"), skeleton_lines(4)), class_name="page"
            ),
            missing=not_here(
                "This link shows no bag", "It may be cut short, or older than 30 days."
            ),
            retry=SharedBagState.load,
        )
    )


def _bag() -> rx.Component:
    take = button(
        "Add all to your bag",
        icon_name="shopping_bag",
        on_click=SharedBagState.take.throttle(700),
        data_testid="take-bag",
        block=True,
    )
    sums = panel(
        totals(
            total_row("Pieces", shown.subtotal),
            total_row(rx.el.span("Delivery to ", shown.country), shown.delivery),
            total_row("Total", shown.total, final=True),
        ),
        rx.el.div(take, class_name="mt-4"),
        title="Summary",
    )
    return rx.el.div(
        page_header(
            "A bag shown to you", intro="Prices and delivery are those of today, for you."
        ),
        rx.el.div(
            when(SharedBagState.refusal, banner(SharedBagState.refusal, tone="attention")),
            role="status",
            class_name="bag-news",
        ),
        rx.el.div(
            rx.el.div(rx.foreach(shown.parcels, _parcel), class_name="stack-loose min-w-0"),
            rx.el.div(sums, class_name="sticky-aside min-w-0"),
            class_name="with-aside",
        ),
        class_name="page",
    )


def _parcel(part: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(
            maker_line(part.workshop, gradient=part.selvedge, href=part.href),
            class_name="parcel-title",
        ),
        rx.el.ul(rx.foreach(part.lines, _line), class_name="rows"),
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, line.alt, size=96),
        rx.el.div(
            rx.el.p(internal_link(line.title, href=line.href), class_name="line-title"),
            when(line.options, rx.el.p(line.options, class_name="text-small text-muted")),
            rx.el.p(line.quantity, " × ", line.unit, class_name="text-small text-muted"),
            when(line.problem, rx.el.p(line.problem, class_name="field-error")),
        ),
        rx.el.p(line.total, class_name="price"),
        class_name="piece",
    )
