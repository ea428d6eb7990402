"""The words and amounts of a document, as they are printed."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale

from core.kernel.money import Money
from core.orders.models import Order
from core.settings import settings
from core.taxes.models import VatStatus, VendorTaxProfile
from core.taxes.sentences import sentence
from core.taxes.summary import Charged, TaxSum, summed
from core.vendors.models import Vendor


def amount(money: Money) -> str:
    return f"{money.decimal} {money.currency}"


def country(code: str) -> str:
    return str(Locale.parse("en").territories.get(code, code))


def place_name(jurisdiction: TaxSum) -> str:
    return country(jurisdiction.place)


def seller(vendor: Vendor, profile: VendorTaxProfile | None) -> dict[str, Any]:
    """The workshop as the law names it."""
    is_registered = profile is not None and profile.status is VatStatus.REGISTERED
    town = f"{vendor.postcode} {vendor.town}".strip()
    lines = (vendor.line1, town, vendor.region, country(vendor.country))
    return {
        "name": vendor.legal_name or vendor.name,
        "trading_as": vendor.name if vendor.legal_name not in {"", vendor.name} else "",
        "address": [line for line in lines if line],
        "vat_id": profile.vat_id if is_registered and profile else "",
        "email": vendor.email,
    }


def operator() -> dict[str, Any]:
    chosen = settings()
    return {
        "name": chosen.operator_name,
        "trading_as": "EcoMarket",
        "address": [
            line.strip() for line in chosen.operator_address.split(",") if line.strip()
        ],
        "vat_id": chosen.operator_vat_id,
        "email": chosen.operator_email,
    }


def buyer(order: Order) -> dict[str, Any]:
    to: Mapping[str, str] = order.ship_to
    town = f"{to.get('postcode', '')} {to.get('city', '')}".strip()
    lines = (
        to.get("name"), to.get("line1"), to.get("line2"), town, to.get("region"),
        country(to.get("country", "")),
    )  # fmt: skip
    named = [order.company, *lines] if order.company else [*lines]
    return {
        "name": named[0] or "",
        "trading_as": "",
        "address": [line for line in named[1:] if line],
        "vat_id": order.vat_id,
        "email": order.email,
    }


def taxes(charged: Iterable[Charged]) -> list[dict[str, str]]:
    """The table of rates."""
    return [
        {
            "rate": f"{one.kind} {one.rate}",
            "place": place_name(one),
            "base": amount(one.base),
            "amount": amount(one.amount),
        }
        for one in summed(charged)
    ]


def sentences(charged: Iterable[Charged], vendor: Vendor) -> list[str]:
    """What has to be said, each once."""
    said = (
        sentence(
            one.treatment,
            seller_country=vendor.country,
            operator=settings().operator_name,
        )
        for one in summed(charged)
    )
    return list(dict.fromkeys(text for text in said if text))


def rate_words(charged: Iterable[Charged]) -> str:
    """The rates of one line: “19 %”, or “–” where no tax is charged."""
    rates = [f"{one.rate_ppm / 10_000:g} %" for one in charged if one.rate_ppm]
    return " + ".join(rates) or "–"
