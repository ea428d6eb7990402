"""The parts of an order as its buyer sees them, confirmed and on their way."""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.code import copyable_code
from core.ui.components.layout import panel, total_row, totals
from core.ui.components.link import internal_link, outside_link, text_link
from core.ui.components.maker import maker_line
from core.ui.components.media import thumbnail
from core.ui.components.progress import timeline
from core.ui.tax_view import tax_notes, tax_rows
from core.ui.values import Text, when


def parcel_card(part: Any, *, with_steps: bool = True) -> rx.Component:
    lines = rx.el.ul(rx.foreach(part.lines, _line), class_name="rows")
    left = rx.el.div(lines, rx.foreach(part.packages, _package), class_name="stack min-w-0")
    body = (
        rx.el.div(left, rx.el.div(timeline(part.steps)), class_name="halves")
        if with_steps
        else left
    )
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2(
                    maker_line(part.workshop, gradient=part.selvedge, href=part.href),
                    class_name="parcel-title",
                ),
                when(part.arrival, rx.el.p(part.arrival, class_name="arrival")),
                rx.el.p(part.delivery, class_name="text-small text-muted"),
                when(
                    part.footprint,
                    rx.el.p("Delivery: ", part.footprint, class_name="text-small text-muted"),
                ),
                when(
                    part.gift,
                    rx.el.p("Card: “", part.gift, "”", class_name="text-small"),
                ),
                when(
                    part.last,
                    rx.el.p("Last: ", part.last, class_name="text-small", data_testid="last"),
                ),
            ),
            rx.el.div(
                badge(part.status, tone=part.tone, shape=part.shape),
                when(
                    part.refunded,
                    rx.el.p(part.refunded, " refunded", class_name="text-small"),
                ),
                class_name="stack-tight items-end",
                data_testid="part-status",
            ),
            class_name="spread mb-3",
        ),
        body,
        when(
            part.issue_href,
            rx.el.p(
                when(
                    part.return_href,
                    rx.fragment(text_link("Return pieces", href=part.return_href), " "),
                ),
                text_link("Report a problem", href=part.issue_href),
                class_name="cluster mt-3 text-small",
            ),
        ),
        class_name="panel",
        data_testid="part",
    )


def sums(order: Any, *, receipt_href: Text = "", documents: Any = None) -> rx.Component:
    return panel(
        totals(
            total_row("Pieces", order.goods),
            total_row("Delivery", order.delivery),
            when(order.packing, total_row("Packaging", order.packing)),
            rx.foreach(order.discounts, lambda one: total_row(one[0], one[1])),
            tax_rows(order.taxes),
            total_row("Total", order.total, final=True),
        ),
        tax_notes(order.taxes),
        rx.el.p(order.payment, class_name="text-small text-muted mt-2"),
        when(order.refunded, rx.el.p(order.refunded, " refunded", class_name="text-small")),
        when(
            receipt_href,
            rx.el.p(outside_link("Receipt as PDF", href=receipt_href), class_name="mt-2"),
        ),
        rx.fragment() if documents is None else rx.foreach(documents, _document),
        title="Receipt",
    )


def _document(one: Any) -> rx.Component:
    return rx.el.p(outside_link(one.label, " as PDF", href=one.href), class_name="mt-1")


def delivery_address(order: Any) -> rx.Component:
    return panel(
        rx.el.address(
            rx.foreach(order.address, lambda line: rx.el.span(line, class_name="block")),
            class_name="not-italic",
        ),
        title="Goes to",
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, "", size=64),
        rx.el.div(
            rx.el.p(internal_link(line.title, href=line.href, class_name="link")),
            rx.el.p(
                when(line.options, rx.el.span(line.options, ", ")),
                line.quantity,
                " ×",
                class_name="text-small text-muted",
            ),
            when(line.note, rx.el.p(line.note, class_name="text-small")),
            when(
                line.review_href,
                rx.el.p(
                    text_link("Write a review", href=line.review_href), class_name="text-small"
                ),
            ),
        ),
        rx.el.span(
            when(
                line.before,
                rx.fragment(
                    rx.el.span("before ", class_name="visually-hidden"),
                    rx.el.s(line.before, class_name="text-small text-muted"),
                    " ",
                ),
            ),
            line.total,
            class_name="numeric",
        ),
        class_name="piece",
    )


def _package(parcel: Any) -> rx.Component:
    tracking = rx.cond(
        parcel.tracking_href,
        outside_link("Follow it at ", parcel.carrier, href=parcel.tracking_href),
        rx.el.span(parcel.carrier),
    )
    return rx.el.div(
        rx.el.p(rx.el.strong("Parcel ", parcel.number, ": "), parcel.status),
        rx.el.p(parcel.contents, class_name="text-small text-muted"),
        when(
            parcel.tracking,
            rx.el.p(
                tracking,
                " ",
                copyable_code(parcel.tracking, label="Copy the tracking number"),
                class_name="text-small",
            ),
        ),
        class_name="package",
        data_testid="package",
    )
