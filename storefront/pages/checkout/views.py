"""Sums, parcels with their choices, and ways to pay, for the browser."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from core.checkout.quote import Parcel, ParcelChoice, Quote
from core.payments.providers.base import Way
from core.payments.routing import Offer
from core.shipping.models import Service
from core.shipping.packaging import PACKAGINGS, Packaging
from core.shipping.rates import Rate
from core.taxes.models import VatIdOutcome
from core.ui.countries import country_name
from core.ui.format import day_range, money, money_or_free, weight
from core.ui.tax_view import TaxView
from storefront.bag.discounts import CodeProblem, DiscountView, code_problems
from storefront.bag.views import BagView, footprint

VAT_ANSWERS = {
    VatIdOutcome.VALID: "This number is valid.",
    VatIdOutcome.INVALID: "The register does not know this number. VAT is charged.",
    VatIdOutcome.UNKNOWN: "The register does not answer now. VAT is charged until it does.",
}
METHODS = {
    Way.CARD: ("Card, Apple Pay or Google Pay", "You pay on the page of the payment service."),
    Way.PAYPAL: ("PayPal", "You agree on PayPal’s page."),
    Way.CRYPTO: (
        "Bitcoin or stablecoin",
        "You pay from your wallet; it may take some minutes.",
    ),
}
TEST_CARD = ("Test card", "You pay on the page of the sandbox bank. No real money moves.")


@dataclass(frozen=True, slots=True)
class PayMethod:
    name: str = ""
    label: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One way to send or to pack a parcel."""

    value: str = ""
    label: str = ""
    hint: str = ""
    price: str = ""
    is_chosen: bool = False

    @classmethod
    def of_rate(cls, rate: Rate, parcel: Parcel, quote: Quote) -> Self:
        arrival = rate.arrival(quote.quoted_on, lead_time_days=parcel.lead_time_days)
        return cls(
            value=rate.service.value,
            label=f"Arrives {day_range(arrival.first, arrival.last)}",
            hint=f"{rate.name}, {footprint(parcel.footprint_g(rate))}",
            price=money_or_free(rate.price),
            is_chosen=rate.service is parcel.rate.service,
        )

    @classmethod
    def of_packaging(cls, packaging: Packaging, parcel: Parcel) -> Self:
        return cls(
            value=packaging.code,
            label=packaging.name,
            hint=f"{packaging.note} {weight(packaging.grams)}",
            price=money_or_free(packaging.price(parcel.currency)),
            is_chosen=packaging.code == parcel.packaging.code,
        )


@dataclass(frozen=True, slots=True)
class ParcelView:
    """What can be chosen for one workshop's parcel."""

    vendor: str = ""
    workshop: str = ""
    selvedge: str = ""
    services: list[ChoiceView] = field(default_factory=list[ChoiceView])
    packagings: list[ChoiceView] = field(default_factory=list[ChoiceView])


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Empty while something stands in the way of ordering."""

    goods: str = ""
    delivery: str = ""
    packing: str = ""
    taxes: TaxView = field(default_factory=TaxView)
    total: str = ""
    discounts: list[DiscountView] = field(default_factory=list[DiscountView])
    problems: list[CodeProblem] = field(default_factory=list[CodeProblem])
    parcels: list[ParcelView] = field(default_factory=list[ParcelView])

    @classmethod
    def of(cls, quote: Quote, bag: BagView) -> Self:
        named = {part.vendor: part for part in bag.parcels}
        return cls(
            goods=money(quote.items),
            delivery=money_or_free(quote.carriage),
            packing=money_or_free(quote.packing),
            taxes=TaxView.of(quote.taxes),
            total=money(quote.total),
            discounts=[DiscountView.of(one) for one in quote.applied],
            problems=code_problems(quote.refused),
            parcels=[
                ParcelView(
                    vendor=str(parcel.vendor_id),
                    workshop=named[str(parcel.vendor_id)].workshop,
                    selvedge=named[str(parcel.vendor_id)].selvedge,
                    services=[ChoiceView.of_rate(r, parcel, quote) for r in parcel.options],
                    packagings=[ChoiceView.of_packaging(p, parcel) for p in PACKAGINGS],
                )
                for parcel in quote.parcels
            ],
        )


def as_chosen(bag: BagView, quote: Quote) -> BagView:
    """The bag with the dates and prices of what was chosen, not of what is cheapest."""
    chosen: dict[str, tuple[str, str]] = {}
    for parcel in quote.parcels:
        arrival = parcel.rate.arrival(quote.quoted_on, lead_time_days=parcel.lead_time_days)
        words = f"Arrives {day_range(arrival.first, arrival.last)}"
        chosen[str(parcel.vendor_id)] = words, money_or_free(parcel.rate.price)
    parcels = [
        replace(part, arrival=chosen[part.vendor][0], delivery=chosen[part.vendor][1])
        for part in bag.parcels
    ]
    return replace(bag, parcels=parcels)


def choices_of(chosen: Mapping[str, Mapping[str, str]]) -> dict[UUID, ParcelChoice]:
    """What a tab keeps of its choices, for the core."""
    return {
        UUID(vendor): ParcelChoice(
            Service(kinds["service"]) if kinds.get("service") else None,
            kinds.get("packaging", ""),
        )
        for vendor, kinds in chosen.items()
    }


def gifts_of(chosen: Mapping[str, Mapping[str, str]]) -> dict[UUID, str]:
    """What shall stand on the card in each parcel."""
    return {
        UUID(vendor): kinds["gift"] for vendor, kinds in chosen.items() if kinds.get("gift")
    }


def sum_up(draft: Mapping[str, str], quote: Quote | None) -> dict[str, str]:
    """A line for each section, to read when it is folded."""
    town = f"{draft.get('postcode', '')} {draft.get('city', '')}".strip()
    place = (draft.get("name"), draft.get("line1"), draft.get("line2"), town)
    country = country_name(draft.get("country", ""))
    names = [
        f"{parcel.packaging.name}, {money_or_free(parcel.packing)}"
        for parcel in (quote.parcels if quote else ())
    ]
    return {
        "contact": draft.get("email", ""),
        "delivery": ", ".join(filter(None, (*place, country, draft.get("phone")))),
        "packaging": "; ".join(names),
    }


def pay_methods(offers: Iterable[Offer]) -> list[PayMethod]:
    return [
        PayMethod(offer.way, *(TEST_CARD if offer.is_test else METHODS[offer.way]))
        for offer in offers
    ]
