from typing import Any

import reflex as rx

from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.listing.components import listing, listing_skeleton
from storefront.pages.material.state import TRAIL, MaterialState
from storefront.shell import frame

material = MaterialState.material


def material_page() -> rx.Component:
    return frame(
        page_of(
            MaterialState,
            rx.el.div(
                breadcrumb(TRAIL, material.name),
                rx.el.div(page_header(material.name, intro=material.intro), class_name="mt-4"),
                _facts(),
                rx.el.h2("Pieces of ", material.name.to(str).lower(), class_name="mb-4 mt-12"),
                listing(MaterialState.listing, MaterialState.set_price),
                class_name="page",
            ),
            waiting=listing_skeleton(),
            missing=not_here("There is no such material", "It may have another name here."),
            retry=MaterialState.load,
        )
    )


def _facts() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h2("What it is"),
            rx.foreach(material.about, _paragraph),
            rx.el.h2("Care", class_name="mt-4"),
            rx.el.p(material.care),
            class_name="stack prose",
        ),
        when(material.ranges, _ranges()),
        class_name="with-aside",
    )


def _ranges() -> rx.Component:
    columns = (Column("Measure"), Column("Range"), Column("Known of"))
    return panel(
        table(
            "Impact of the pieces in the shop",
            columns,
            rx.foreach(material.ranges, _range),
        ),
        rx.el.p(
            "From the lowest to the highest figure of the pieces that can be bought now. ",
            text_link("How to read impact facts", href="/impact"),
            class_name="text-small text-muted p-4",
        ),
        title="What its pieces say of their impact",
        flush=True,
    )


def _paragraph(text: Any) -> rx.Component:
    return rx.el.p(text)


def _range(row: Any) -> rx.Component:
    return table_row(
        head_cell("Measure", row.measure),
        cell("Range", row.value),
        cell("Known of", row.evidence),
    )
