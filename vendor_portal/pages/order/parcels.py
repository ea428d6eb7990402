"""What is to be packed, and the parcels that were."""

from typing import Any

import reflex as rx

from core.orders.carriers import CARRIERS
from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.code import copyable_code
from core.ui.components.layout import panel
from core.ui.components.link import outside_link
from core.ui.components.media import thumbnail
from core.ui.components.text_input import text_field
from core.ui.values import when
from vendor_portal.pages.order.state import OrderState

order = OrderState.order


def packing() -> rx.Component:
    return panel(
        rx.el.form(
            rx.el.ul(rx.foreach(order.lines, _line), class_name="rows"),
            when(order.can_pack, _pack_buttons()),
            on_submit=OrderState.pack_chosen,
            key=OrderState.revision,
        ),
        title="Pieces",
    )


def parcels() -> rx.Component:
    return rx.fragment(rx.foreach(order.parcels, _parcel))


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, "", size=64),
        rx.el.div(
            rx.el.p(rx.el.strong(line.quantity, " × ", line.title)),
            when(line.options, rx.el.p(line.options, class_name="text-small")),
            rx.el.p(
                rx.el.span(line.sku, class_name="text-mono"),
                when(line.weight, rx.el.span(" · ", line.weight)),
                class_name="text-tiny text-muted",
            ),
            when(line.note, rx.el.p(line.note, class_name="text-small text-muted")),
            class_name="row-main",
        ),
        when(order.can_pack & (line.unpacked > 0), _units_to_pack(line)),
        rx.el.span(line.total, class_name="numeric"),
        data_testid="order-line",
    )


def _units_to_pack(line: Any) -> rx.Component:
    return rx.el.label(
        rx.el.span("Pack", class_name="text-small text-muted"),
        rx.el.input(
            type="number",
            input_mode="numeric",
            name="line:" + line.id,
            default_value=line.unpacked,
            min=0,
            max=line.unpacked,
            aria_label="Pieces of " + line.title + " to pack",
            class_name="input input-count",
        ),
        class_name="cluster",
    )


def _pack_buttons() -> rx.Component:
    return rx.el.div(
        button(
            "Pack everything",
            on_click=OrderState.pack_all,
            pending=OrderState.busy == "pack_all",
            pending_label="Packing…",
            icon_name="package",
        ),
        button(
            "Pack these into one parcel",
            type="submit",
            variant="secondary",
            pending=OrderState.busy == "pack_chosen",
            pending_label="Packing…",
        ),
        class_name="cluster mt-4",
    )


def _parcel(parcel: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Parcel ", parcel.number),
            badge(parcel.status, tone=parcel.tone, shape=parcel.shape),
            class_name="spread",
        ),
        rx.el.p(parcel.contents),
        rx.el.p(parcel.when, class_name="text-small text-muted"),
        when(parcel.carrier, _tracking(parcel)),
        when(parcel.is_packed, _hand_over(parcel)),
        when(
            parcel.is_under_way,
            button(
                "Mark as delivered",
                variant="secondary",
                size="small",
                on_click=OrderState.deliver(parcel.id),
                pending=OrderState.busy == "deliver",
                pending_label="Saving…",
            ),
        ),
        class_name="panel stack-tight",
        data_testid="parcel",
        key=parcel.id,
    )


def _tracking(parcel: Any) -> rx.Component:
    return rx.el.p(
        rx.cond(
            parcel.tracking_href,
            outside_link(parcel.carrier, href=parcel.tracking_href, target="_blank"),
            rx.el.span(parcel.carrier),
        ),
        when(
            parcel.tracking,
            rx.el.span(" ", copyable_code(parcel.tracking, label="Copy the tracking number")),
        ),
    )


def _hand_over(parcel: Any) -> rx.Component:
    carriers = [(name, name) for name in CARRIERS]
    return rx.el.form(
        rx.el.input(type="hidden", name="parcel", value=parcel.id),
        rx.el.div(
            select_field(
                "Carrier",
                "carrier",
                [("", "Choose a carrier"), *carriers],
                id="carrier-" + parcel.id,
                default_value="",
                required=True,
            ),
            text_field(
                "Tracking number",
                "tracking_number",
                id="tracking-" + parcel.id,
                optional=True,
                max_length=60,
                auto_complete="off",
            ),
            class_name="form-grid",
        ),
        rx.el.div(
            button(
                "Hand over to the carrier",
                type="submit",
                pending=OrderState.busy == "hand_over",
                pending_label="Saving…",
                icon_name="truck",
            ),
            link_button(
                "Slip of this parcel",
                href=parcel.slip_href,
                variant="quiet",
                outside=True,
                target="_blank",
            ),
            class_name="cluster mt-3",
        ),
        on_submit=OrderState.hand_over,
        class_name="mt-2",
    )
