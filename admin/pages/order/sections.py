"""The parts of an order: what each workshop sends."""

from typing import Any

import reflex as rx

from admin.components.marks import mark
from admin.pages.order.state import OrderState
from core.ui.components.button import button
from core.ui.components.layout import panel, row_list, total_row, totals
from core.ui.components.link import outside_link, text_link
from core.ui.components.maker import selvedge
from core.ui.components.media import thumbnail
from core.ui.values import when


def parts() -> rx.Component:
    return rx.el.div(rx.foreach(OrderState.order.parts, _part), class_name="stack")


def _part(part: Any) -> rx.Component:
    return panel(
        rx.el.div(
            rx.el.div(
                rx.el.h2(text_link(part.workshop, href=part.vendor_href)),
                selvedge(part.selvedge),
                rx.el.p(part.number, class_name="text-small text-muted"),
            ),
            mark(part.status),
            class_name="spread mb-4",
        ),
        row_list(rx.foreach(part.lines, _line), aria_label="Lines"),
        totals(
            total_row(rx.fragment("Delivery, ", part.delivery_name), part.delivery),
            rx.foreach(part.discounts, lambda one: total_row(one[0], one[1])),
            total_row("Paid for this part", part.total, final=True),
            when(part.subsidy, total_row("Discounts that the market pays", part.subsidy)),
            total_row("Commission", part.commission),
            total_row("The workshop earns", part.net),
            when(part.refunded, total_row("Refunded", part.refunded)),
        ),
        when(part.parcels, _parcels(part)),
        rx.el.div(
            rx.el.p(part.promise, class_name="text-small text-muted"),
            _actions(part),
            class_name="spread mt-4",
        ),
        data_testid="order-part",
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image),
        rx.el.div(
            rx.el.p(rx.el.strong(line.title)),
            when(line.options, rx.el.p(line.options, class_name="text-small text-muted")),
            when(line.sku, rx.el.p(rx.el.code(line.sku), class_name="text-tiny text-muted")),
            when(line.note, rx.el.p(line.note, class_name="text-small")),
            class_name="row-main",
        ),
        rx.el.div(
            rx.el.p(line.total, class_name="tabular-nums"),
            rx.el.p(line.quantity, " × ", line.unit, class_name="text-small text-muted"),
            class_name="text-end",
        ),
        data_testid="order-line",
    )


def _parcels(part: Any) -> rx.Component:
    return rx.fragment(
        rx.el.h3("Parcels", class_name="mt-4"),
        row_list(rx.foreach(part.parcels, _parcel), aria_label="Parcels"),
    )


def _parcel(parcel: Any) -> rx.Component:
    tracking = when(
        parcel.tracking_href,
        outside_link(parcel.tracking, href=parcel.tracking_href, rel="noreferrer"),
        rx.el.span(parcel.tracking),
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(rx.el.strong(parcel.number)),
            rx.el.p(parcel.contents, class_name="text-small"),
            rx.el.p(
                parcel.carrier, " ", tracking, " ", parcel.when,
                class_name="text-small text-muted",
            ),
            class_name="row-main",
        ),
        mark(parcel.status),
    )  # fmt: skip


def _actions(part: Any) -> rx.Component:
    return rx.el.div(
        when(
            part.can_refund,
            button(
                "Refund",
                variant="secondary",
                size="small",
                on_click=OrderState.open_refund(part.id),
                aria_label="Refund something of " + part.workshop,
            ),
        ),
        when(
            part.can_cancel,
            button(
                "Cancel this part",
                variant="secondary",
                size="small",
                on_click=OrderState.open_cancel(part.id),
            ),
        ),
        class_name="cluster",
    )
