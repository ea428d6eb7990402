import reflex as rx

from core.ui.components.choice import select_field
from core.ui.components.layout import panel
from core.ui.components.menu import disclosure
from core.ui.components.text_input import textarea_field
from core.ui.countries import countries
from core.ui.values import when
from storefront.pages.checkout.form import LABELS
from storefront.pages.checkout.sections.fields import checked_field
from storefront.pages.checkout.state import CheckoutState


def delivery() -> rx.Component:
    return panel(
        rx.el.div(
            checked_field("name", auto_complete="shipping name", wide=True, required=True),
            select_field(
                LABELS["country"],
                "country",
                countries(),
                error=CheckoutState.errors.get("country", "").to(str),
                wide=True,
                value=CheckoutState.ship_country,
                on_change=CheckoutState.set_country,
                auto_complete="shipping country",
            ),
            checked_field(
                "line1", auto_complete="shipping address-line1", wide=True, required=True
            ),
            rx.el.div(
                disclosure(
                    "Add apartment, floor or company",
                    checked_field("line2", auto_complete="shipping address-line2"),
                ),
                class_name="wide",
            ),
            checked_field("postcode", auto_complete="shipping postal-code", required=True),
            checked_field("city", auto_complete="shipping address-level2", required=True),
            when(
                CheckoutState.needs_region,
                checked_field("region", auto_complete="shipping address-level1"),
            ),
            checked_field(
                "phone",
                hint="Optional. The carrier calls if it cannot find you.",
                type="tel",
                input_mode="tel",
                auto_complete="shipping tel",
            ),
            class_name="form-grid",
        ),
        disclosure(
            "Add a note for the workshops",
            textarea_field(
                LABELS["note"],
                "note",
                error=CheckoutState.errors.get("note", "").to(str),
                max_length=500,
            ),
        ),
        title="Delivery",
    )
