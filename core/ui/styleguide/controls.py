"""Specimens of everything that is pressed, typed into or picked."""

import reflex as rx

from core.ui.components.button import button, icon_button, link_button
from core.ui.components.choice import (
    checkbox,
    option_chips,
    radio_group,
    select_field,
    switch,
)
from core.ui.components.field import fieldset
from core.ui.components.file_drop import file_drop, file_field
from core.ui.components.layout import save_bar
from core.ui.components.link import outside_link, text_link
from core.ui.components.quantity import quantity_stepper
from core.ui.components.text_input import (
    money_field,
    search_field,
    text_field,
    textarea_field,
)
from core.ui.styleguide.specimen import shelf, specimen
from core.ui.styleguide.state import StyleguideState as State


def buttons() -> rx.Component:
    return specimen(
        "Buttons",
        shelf(
            button("Add to bag"),
            button("Save for later", variant="secondary"),
            button("Undo", variant="quiet"),
            button("Delete address", variant="danger"),
        ),
        shelf(
            button("Small", size="small"),
            button("Small", size="small", variant="secondary"),
            button("Medium"),
            button("Order and pay €64.90", size="large"),
        ),
        shelf(
            button("With icon", icon_name="truck"),
            button("Sold out", disabled=True),
            rx.el.span("Sold out until 3 Dec", class_name="text-hint text-small"),
            button("Add to bag", pending=True, pending_label="Adding…"),
            button(
                "Save address",
                pending=State.is_saving,
                pending_label="Saving…",
                on_click=State.save,
            ),
        ),
        shelf(
            link_button("A link as a button", href="/styleguide"),
            link_button("Quiet link", href="/styleguide", variant="quiet"),
            icon_button("bell", "Notifications"),
            icon_button("pencil", "Edit", size="small"),
            text_link("All ceramics (218)", href="/styleguide"),
            outside_link("Packing slip (PDF)", href="/healthz"),
        ),
    )


def fields() -> rx.Component:
    return specimen(
        "Fields",
        rx.el.div(
            text_field(
                "Full name", "name", auto_complete="name", default_value="Inês Carvalho"
            ),
            text_field(
                "Postcode",
                "postcode",
                error=State.errors["postcode"],
                default_value="4O50-112",
                auto_complete="postal-code",
            ),
            text_field(
                "Phone",
                "phone",
                hint="The carrier calls only when nobody is at the door.",
                type="tel",
                auto_complete="tel",
                optional=True,
            ),
            select_field(
                "Country",
                "country",
                (("pt", "Portugal"), ("de", "Germany"), ("fr", "France")),
                default_value="pt",
            ),
            money_field("Price", "price", default_value="48.00", hint="Including VAT"),
            text_field("Order number", "order", default_value="EM-7F3K-0192", read_only=True),
            textarea_field("Note to the workshop", "note", optional=True),
            search_field("Search bowls, blankets, a workshop…", id="specimen-search"),
            class_name="form-grid",
        ),
    )


def choices() -> rx.Component:
    return specimen(
        "Choices",
        rx.el.div(
            fieldset(
                "Show only",
                checkbox("In stock", "instock", default_checked=True),
                checkbox("Repair offered", "repair", hint="The workshop mends its own pieces"),
                checkbox("Sold out options", "gone", disabled=True),
                name="only",
            ),
            radio_group(
                "Delivery",
                "delivery",
                (("post", "Post · 26–28 Nov · €4.50"), ("express", "Express · 25 Nov · €9.90")),
                chosen="post",
            ),
            option_chips(
                "Size",
                "size",
                ("18 cm", "24 cm", "31 cm"),
                chosen=State.size,
                on_change=State.choose_size,
                unavailable=("31 cm",),
            ),
            rx.el.div(
                switch(
                    "Mail me when a parcel moves",
                    checked=State.is_notified,
                    on_change=State.toggle_notices,
                ),
                quantity_stepper(
                    State.quantity,
                    label="Cávado bottle vase",
                    on_change=State.set_quantity,
                    revision=State.revision,
                ),
                class_name="stack",
            ),
            class_name="form-grid",
        ),
    )


def files() -> rx.Component:
    return specimen(
        "Files",
        rx.el.div(
            file_drop(
                "Choose pictures",
                action="/nowhere",
                on_uploaded=rx.noop(),
                accept="image/*",
                multiple=True,
                max_bytes=8 * 1024 * 1024,
                hint="JPEG, PNG or WebP, up to 8 MB each",
            ),
            file_field("Choose a product file", "products", hint="CSV or XLSX"),
            class_name="form-grid",
        ),
        save_bar(
            "2 changes are not saved",
            button("Discard", variant="secondary"),
            button(
                "Save", on_click=State.save, pending=State.is_saving, pending_label="Saving…"
            ),
        ),
    )
