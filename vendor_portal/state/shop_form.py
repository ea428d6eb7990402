"""What a workshop types about itself, part by part, and back into one description."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from core.kernel.currencies import CURRENCIES
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.shipping.arrival import Days
from core.shipping.models import DeliveryRate, Service, Zone
from core.shipping.service import OfferedRate
from core.ui.format import amount_input
from core.ui.forms import FormErrors, read_amount
from core.ui.ids import read_count
from core.vendors.holiday import Holiday
from core.vendors.models import Vendor
from core.vendors.shop_details import POLICIES, ShopDetails

TEXTS = (
    "name", "craft", "story", "legal_name", "email", "phone", "vat_id", "line1", "postcode",
    "town", "region", "country",
)  # fmt: skip
COUNTS = ("dispatch_days_min", "dispatch_days_max", "returns_days")
OPTIONAL_COUNTS = ("founded", "people")
ZONES = {
    Zone.DOMESTIC: "Your own country",
    Zone.EU: "The rest of the EU",
    Zone.WORLD: "The rest of the world",
}
TRANSIT = {Zone.DOMESTIC: Days(1, 3), Zone.EU: Days(3, 6), Zone.WORLD: Days(7, 14)}
EXPRESS = {Zone.DOMESTIC: Days(1, 1), Zone.EU: Days(1, 2), Zone.WORLD: Days(2, 4)}
NAMES = {Service.STANDARD: "Standard parcel", Service.EXPRESS: "Express parcel"}
ROWS = tuple(
    (currency, zone, service)
    for currency in CURRENCIES
    for zone in ZONES
    for service in Service
)


@dataclass(frozen=True, slots=True)
class RateRow:
    """The names of its fields end in ``key``, such as ``price:eu:EUR``, or
    ``price:eu:EUR:express``."""

    key: str
    zone: str
    currency: str
    price: str
    free_over: str
    least: str
    most: str

    @classmethod
    def of(cls, zone: Zone, currency: str, service: Service, rate: DeliveryRate | None) -> Self:
        is_express = service is Service.EXPRESS
        days = (EXPRESS if is_express else TRANSIT)[zone]
        return cls(
            key=_key(currency, zone, service),
            zone=f"{ZONES[zone]}, express" if is_express else ZONES[zone],
            currency=currency,
            price=_amount(rate.price_minor, currency) if rate else "",
            free_over=_amount(rate.free_over_minor, currency) if rate else "",
            least=str(rate.transit_days_min if rate else days.least),
            most=str(rate.transit_days_max if rate else days.most),
        )


def rate_rows(rates: list[DeliveryRate]) -> list[RateRow]:
    known = {(rate.currency, rate.zone, rate.service): rate for rate in rates}
    return [
        RateRow.of(zone, currency, service, known.get((currency, zone, service)))
        for currency, zone, service in ROWS
    ]


def texts_of(vendor: Vendor) -> dict[str, str]:
    policies = vendor.policies
    return {
        **{name: str(getattr(vendor, name)) for name in TEXTS},
        "dispatch_days_min": str(vendor.dispatch_days_min),
        "dispatch_days_max": str(vendor.dispatch_days_max),
        "returns_days": str(policies.get("returns_days", 30)),
        "founded": str(vendor.founded or ""),
        "people": str(vendor.people or ""),
        "languages": ", ".join(vendor.languages),
        "vacation_from": vendor.vacation_from.isoformat() if vendor.vacation_from else "",
        "vacation_to": vendor.vacation_to.isoformat() if vendor.vacation_to else "",
        "vacation_message": vendor.vacation_message,
        **{f"policy_{topic}": str(policies.get(topic, "")) for topic in POLICIES},
    }


def details_of(vendor: Vendor) -> ShopDetails:
    """As it stands now: a part of a form changes only its own fields."""
    policies = vendor.policies
    return ShopDetails(
        **{name: getattr(vendor, name) for name in TEXTS},
        founded=vendor.founded,
        people=vendor.people,
        languages=tuple(vendor.languages),
        dispatch_days_min=vendor.dispatch_days_min,
        dispatch_days_max=vendor.dispatch_days_max,
        is_auto_accept=vendor.is_auto_accept,
        returns_days=int(policies.get("returns_days", 30)),
        policies={topic: str(policies.get(topic, "")) for topic in POLICIES},
    )


def with_changes(current: ShopDetails, sent: Mapping[str, Any]) -> ShopDetails:
    """``current`` with the fields that were sent; a checkbox counts when its part was sent."""
    changes: dict[str, Any] = {name: str(sent[name]) for name in TEXTS if name in sent}
    for name in (*COUNTS, *OPTIONAL_COUNTS):
        if name in sent:
            count = read_count(sent[name], field=name)
            is_blank = name in OPTIONAL_COUNTS and not str(sent[name]).strip()
            changes[name] = None if is_blank else count
    if "languages" in sent:
        changes["languages"] = tuple(str(sent["languages"]).split(","))
    if sent.get("part") == "delivery":
        changes["is_auto_accept"] = "is_auto_accept" in sent
    topics = {topic: f"policy_{topic}" for topic in POLICIES}
    spoken = {topic: str(sent[name]) for topic, name in topics.items() if name in sent}
    return replace(current, **changes, policies={**current.policies, **spoken})


def read_holiday(sent: Mapping[str, Any]) -> Holiday:
    """Two days and a message; without days there is no holiday."""
    return Holiday(
        _day(sent, "vacation_from"),
        _day(sent, "vacation_to"),
        str(sent.get("vacation_message", "")),
    )


def _day(sent: Mapping[str, Any], name: str) -> date | None:
    typed = str(sent.get(name, "")).strip()
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Invalid("Enter a day such as 2026-08-31.", field=name) from None


def read_rates(sent: Mapping[str, Any]) -> tuple[list[OfferedRate], FormErrors]:
    """A row without a price is a zone that is not delivered to."""
    offered: list[OfferedRate] = []
    errors: FormErrors = {}
    for currency, zone, service in ROWS:
        key = _key(currency, zone, service)
        try:
            rate = _rate(sent, key, zone, currency)
        except (Invalid, ValueError) as wrong:
            errors[key] = wrong.message if isinstance(wrong, Invalid) else str(wrong)
        else:
            offered += [replace(rate, service=service, name=NAMES[service])] if rate else []
    return offered, errors


def _key(currency: str, zone: Zone, service: Service) -> str:
    key = f"{zone.value}:{currency}"
    return key if service is Service.STANDARD else f"{key}:{service.value}"


def _rate(sent: Mapping[str, Any], key: str, zone: Zone, currency: str) -> OfferedRate | None:
    def text(name: str) -> str:
        return str(sent.get(f"{name}:{key}", "")).strip()

    if not text("price"):
        return None
    free_over = text("free_over")
    return OfferedRate(
        zone=zone,
        price=Money.from_decimal(read_amount(text("price")), currency),
        transit=Days(read_count(text("least")), read_count(text("most"))),
        free_over=Money.from_decimal(read_amount(free_over), currency) if free_over else None,
    )


def _amount(minor: int | None, currency: str) -> str:
    return "" if minor is None else amount_input(Money(minor, currency))
