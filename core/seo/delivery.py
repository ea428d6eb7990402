"""Delivery and returns as offers refer to them: told once a page, however many variants."""

from collections.abc import Sequence
from typing import Any

from core.catalog.read_models import VariantData, WorkshopData
from core.shipping.models import Zone
from core.shipping.rates import Rate
from core.shipping.tariff import Tariff

Node = dict[str, Any]
MOST_COUNTRIES = 50


def delivery_reference(tariff: Tariff, variant: VariantData) -> list[str]:
    """The ids of the nodes that apply to a variant."""
    return [_id(zone, rate, variant) for zone, rate in tariff.by_zone(variant.price).items()]


def delivery_nodes(tariff: Tariff, variants: Sequence[VariantData]) -> list[Node]:
    found: dict[str, Node] = {}
    for variant in variants:
        for zone, rate in tariff.by_zone(variant.price).items():
            found.setdefault(
                _id(zone, rate, variant),
                _node(_id(zone, rate, variant), rate, _lead(variant), tariff.countries(zone)),
            )
    return list(found.values())


def return_policy(workshop: WorkshopData, tariff: Tariff) -> Node | None:
    days = workshop.policies.get("returns_days")
    if not days:
        return None
    countries = [country for zone in tariff.zones for country in tariff.countries(zone)]
    return {
        "@type": "MerchantReturnPolicy",
        "@id": "#returns",
        "applicableCountry": (countries or [workshop.country])[:MOST_COUNTRIES],
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": int(days),
        "returnMethod": "https://schema.org/ReturnByMail",
        "returnFees": "https://schema.org/ReturnFeesCustomerResponsibility",
        "refundType": "https://schema.org/FullRefund",
    }


def _lead(variant: VariantData) -> int:
    return variant.availability.lead_time_days or 0


def _id(zone: Zone, rate: Rate, variant: VariantData) -> str:
    parts = [zone.value, "" if rate.price else "free"]
    lead = _lead(variant)
    parts.append(f"{lead}-days" if lead else "")
    return "#delivery-" + "-".join(part for part in parts if part)


def _node(name: str, rate: Rate, lead: int, countries: Sequence[str]) -> Node:
    return {
        "@type": "OfferShippingDetails",
        "@id": name,
        "shippingRate": {
            "@type": "MonetaryAmount",
            "value": str(rate.price.decimal),
            "currency": rate.price.currency,
        },
        "shippingDestination": [
            {"@type": "DefinedRegion", "addressCountry": country} for country in countries
        ],
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "handlingTime": _days(rate.dispatch.least + lead, rate.dispatch.most + lead),
            "transitTime": _days(rate.transit.least, rate.transit.most),
        },
    }


def _days(least: int, most: int) -> Node:
    return {
        "@type": "QuantitativeValue",
        "minValue": least,
        "maxValue": most,
        "unitCode": "DAY",
    }
