"""When it comes and what that costs, at the place where one orders to."""

from typing import Any

import reflex as rx

from core.kernel.europe import EU_MEMBERS
from core.ui.components.button import button
from core.ui.components.icon import icon
from core.ui.components.link import text_link
from core.ui.components.native_form import native_form
from core.ui.countries import country_name
from core.ui.values import when
from storefront.pages.product.state import ProductState

NEARBY = sorted(EU_MEMBERS | {"CH", "GB", "NO", "US"}, key=country_name)


def delivery_line(delivery: Any) -> rx.Component:
    known = rx.el.div(
        rx.el.p(rx.el.strong(delivery.sentence), ", ", delivery.cost, data_testid="delivery"),
        when(delivery.express, rx.el.p(delivery.express, class_name="text-small")),
        when(delivery.free_over, rx.el.p(delivery.free_over, class_name="text-small")),
        rx.el.p(delivery.leaves, class_name="text-small text-muted"),
    )
    unknown = rx.el.p(delivery.sentence, data_testid="delivery")
    return rx.el.div(
        icon("truck"),
        rx.el.div(rx.cond(delivery.cost, known, unknown), _place(), class_name="grow"),
        class_name="delivery-line",
    )


def _place() -> rx.Component:
    """A plain post, so that the next page is made for the place."""
    return rx.el.details(
        rx.el.summary("Deliver somewhere else"),
        native_form(
            rx.el.input(type="hidden", name="next", value=ProductState.shown_path),
            rx.el.label(
                rx.el.span("Country", class_name="field-label"),
                _countries(),
            ),
            rx.el.label(
                rx.el.span("Postcode", class_name="field-label"),
                rx.el.input(
                    name="postcode",
                    default_value=ProductState.postcode,
                    key=ProductState.postcode,
                    max_length=10,
                    pattern="[A-Za-z0-9][A-Za-z0-9 \\-]{0,9}",
                    auto_complete="shipping postal-code",
                    class_name="input",
                ),
            ),
            button("Show delivery", variant="secondary", type="submit"),
            rx.el.p(text_link("A country that is not listed", href="/preferences")),
            rx.el.p(
                "Cost and days are the same in all of a country. The postcode stays in this "
                "browser.",
                class_name="text-tiny text-muted",
            ),
            action="/preferences",
            class_name="place-form",
        ),
        class_name="text-small",
    )


def _countries() -> rx.Component:
    """The chosen one first; those that most parcels go to follow."""
    return rx.el.span(
        rx.el.select(
            rx.el.option(ProductState.country_name, value=ProductState.country),
            *(rx.el.option(country_name(code), value=code) for code in NEARBY),
            name="country",
            auto_complete="shipping country",
            class_name="input",
        ),
        icon("chevron_down"),
        class_name="select",
    )
