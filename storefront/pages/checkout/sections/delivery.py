from typing import Any

import reflex as rx

from core.ui.components.choice import checkbox, select_field
from core.ui.components.field import fieldset
from core.ui.components.menu import disclosure
from core.ui.components.text_input import textarea_field
from core.ui.countries import countries
from core.ui.values import when
from storefront.bag.lines import METHOD
from storefront.pages.checkout.form import DELIVERY, LABELS
from storefront.pages.checkout.sections.fields import checked_field
from storefront.pages.checkout.sections.parcel import choice
from storefront.pages.checkout.sections.section import section
from storefront.pages.checkout.state import CheckoutState

errors = CheckoutState.errors


def delivery() -> rx.Component:
    return section(DELIVERY, _address(), _services(), _note())


def _address() -> rx.Component:
    anyway = checkbox(
        "Use this address anyway",
        "anyway",
        hint="You know it better than we do.",
        default_checked=CheckoutState.draft.get("anyway", "") == "on",
        on_change=CheckoutState.use_anyway,
    )
    is_odd = (errors.get("postcode", "").to(str) != "") | (
        CheckoutState.draft.get("anyway", "").to(str) == "on"
    )
    return rx.el.div(
        checked_field("name", auto_complete="shipping name", wide=True, required=True),
        select_field(
            LABELS["country"],
            "country",
            countries(),
            error=errors.get("country", "").to(str),
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
        checked_field(
            "postcode",
            auto_complete="shipping postal-code",
            auto_capitalize="characters",
            required=True,
        ),
        checked_field("city", auto_complete="shipping address-level2", required=True),
        when(is_odd, rx.el.div(anyway, class_name="wide")),
        when(
            CheckoutState.needs_region,
            checked_field("region", auto_complete="shipping address-level1"),
        ),
        checked_field(
            "phone",
            hint="Optional. Only the carrier gets it, to call if it cannot find you.",
            type="tel",
            input_mode="tel",
            auto_complete="shipping tel",
        ),
        rx.el.div(disclosure("Buying for a business?", _business()), class_name="wide"),
        class_name="form-grid",
    )


def _business() -> rx.Component:
    return rx.el.div(
        checked_field("company", auto_complete="organization"),
        checked_field(
            "vat_id",
            hint="A business in another country of the EU then pays the price without VAT.",
            auto_capitalize="characters",
        ),
        when(
            CheckoutState.vat_answer,
            rx.el.p(CheckoutState.vat_answer, class_name="text-small", role="status"),
        ),
        class_name="stack-tight",
    )


def _services() -> rx.Component:
    """How each parcel travels: the cheapest way first, and taken unless changed."""
    return rx.el.div(
        rx.foreach(CheckoutState.quote.parcels, _parcel),
        disclosure(
            "How CO₂e is estimated", rx.el.p(METHOD, class_name="text-small text-muted")
        ),
        class_name="stack",
        aria_live="polite",
    )


def _parcel(parcel: Any) -> rx.Component:
    return fieldset(
        "Parcel from " + parcel.workshop.to(str),
        rx.foreach(parcel.services, lambda one: choice(parcel.vendor, "service", one)),
        name="service",
        class_name="choice-cards",
    )


def _note() -> rx.Component:
    return disclosure(
        "Add a note for the workshops",
        textarea_field(
            LABELS["note"],
            "note",
            error=errors.get("note", "").to(str),
            max_length=500,
            default_value=CheckoutState.draft.get("note", "").to(str),
        ),
    )
