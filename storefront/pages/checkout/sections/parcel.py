"""Ways to send and to pack a parcel."""

from typing import Any

import reflex as rx

from core.checkout.place_order import LONGEST_GIFT
from core.ui.components.field import fieldset
from core.ui.components.text_input import textarea_field
from storefront.pages.checkout.form import PACKAGING
from storefront.pages.checkout.sections.section import section
from storefront.pages.checkout.state import GIFT, CheckoutState


def packaging() -> rx.Component:
    return section(
        PACKAGING,
        rx.foreach(CheckoutState.quote.parcels, _parcel),
        rx.el.p(
            "The workshop packs it so and is paid for it. The weight counts in the estimate of "
            "CO₂e.",
            class_name="text-small text-muted",
        ),
    )


def choice(vendor: Any, kind: str, one: Any) -> rx.Component:
    """A card with its price at the end; the sum follows at once."""
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=f"{kind}:" + vendor.to(str),
            value=one.value,
            default_checked=one.is_chosen,
            on_change=CheckoutState.choose(vendor, kind, one.value),
        ),
        rx.el.span(
            rx.el.span(one.label),
            rx.el.span(one.price, class_name="numeric"),
            class_name="choice-priced",
        ),
        rx.el.span(one.hint, class_name="choice-hint"),
        class_name="choice",
        key=one.value,
        data_testid=kind,
    )


def _parcel(parcel: Any) -> rx.Component:
    return rx.fragment(
        fieldset(
            "Parcel from " + parcel.workshop.to(str),
            rx.foreach(parcel.packagings, lambda one: choice(parcel.vendor, "packaging", one)),
            name="packaging",
            class_name="choice-cards",
        ),
        textarea_field(
            "A card in this parcel",
            "gift:" + parcel.vendor.to(str),
            id="gift-" + parcel.vendor.to(str),
            hint="The workshop writes it by hand. No price lies in the parcel.",
            optional=True,
            rows=2,
            max_length=LONGEST_GIFT,
            on_blur=lambda text: CheckoutState.choose(parcel.vendor, GIFT, text),
        ),
    )
