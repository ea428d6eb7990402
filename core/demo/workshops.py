"""Vendors with their commission, members, places and delivery rates."""

from datetime import date, timedelta
from uuid import UUID

from core.demo.bulk import Bulk
from core.demo.pictures import Pictures
from core.demo.source import Record, Source
from core.inventory.models import StockLocation
from core.kernel.money import Money
from core.kernel.principal import VendorRole
from core.shipping.arrival import Arrival, Days, arrival_of
from core.shipping.models import DeliveryRate, Service, Zone
from core.shipping.zones import zone_between
from core.vendors.models import (
    CommissionPlan,
    Vendor,
    VendorMember,
    VendorStatus,
    VendorStatusChange,
)

PLANS = {10: "Founding workshop", 12: "Standard", 14: "With photography"}
DEFAULT_PERCENT = 12
EXPRESS = {Zone.DOMESTIC: (1, 1), Zone.EU: (1, 2)}
EXPRESS_COSTS_MORE = {Zone.DOMESTIC: 490, Zone.EU: 1290}  # euro cents
TRANSIT = {Zone.DOMESTIC: (1, 3), Zone.EU: (3, 6), Zone.WORLD: (6, 14)}
DOLLARS_PER_100_EUROS = 109
ROUND_TO = 50  # cents, as a person would write a price list
PATH = (
    VendorStatus.APPLIED,
    VendorStatus.ONBOARDING,
    VendorStatus.IN_REVIEW,
    VendorStatus.APPROVED,
)


def plan_name(percent: int) -> str:
    return f"{PLANS[percent]} ({percent} %)"


# Exempt from VAT, without a number.
SMALL_BUSINESSES = frozenset({"kerzenzieherei-wabe", "papeterie-du-lin"})


class Workshops:
    """Writes vendors. ``ids`` and ``places`` are by slug."""

    def __init__(self, bulk: Bulk, source: Source, pictures: Pictures) -> None:
        self._bulk, self._source, self._pictures = bulk, source, pictures
        self.ids: dict[str, UUID] = {}
        self.places: dict[str, UUID] = {}
        self.bps: dict[str, int] = {}
        self.actors: dict[str, str] = {}
        self.plans: dict[int, UUID] = {}
        self._rows = {row["slug"]: row for row in source.vendors}

    def add_all(self, owners: dict[str, UUID]) -> None:
        self.plans = {
            percent: self._bulk.add(
                CommissionPlan,
                at=self._source.now - timedelta(days=600),
                name=plan_name(percent),
                rate_bps=percent * 100,
                is_default=percent == DEFAULT_PERCENT,
            )
            for percent in PLANS
        }
        for vendor in self._source.vendors:
            self._add(vendor, self.plans[vendor["commission_percent"]], owners[vendor["slug"]])

    def country(self, slug: str) -> str:
        return self._rows[slug]["country"]

    def dispatch(self, slug: str) -> Days:
        days = self._rows[slug]["dispatch_days"]
        return Days(days["min"], days["max"])

    def delivery(self, slug: str, country: str, goods: Money) -> Money:
        """What a parcel with these goods costs, by the rates that were written."""
        shipping, currency = self._rows[slug]["shipping"], goods.currency
        zone = zone_between(self.country(slug), country)
        free_over = shipping["free_over_eur"]
        is_free = free_over and goods.minor >= in_currency(free_over, currency)
        minor = 0 if is_free else in_currency(shipping[f"{zone.value}_eur"], currency)
        return Money(minor, currency)

    def arrival(self, slug: str, country: str, placed_on: date, making_days: int) -> Arrival:
        least, most = TRANSIT[zone_between(self.country(slug), country)]
        return arrival_of(
            placed_on, self.dispatch(slug), Days(least, most), lead_time_days=making_days
        )

    def _add(self, vendor: Record, plan_id: UUID, owner_id: UUID) -> None:
        slug, joined = vendor["slug"], self._source.moment(vendor["joined"])
        vendor_id = self._bulk.add(
            Vendor, at=joined, commission_plan_id=plan_id,
            joined_on=joined.date(), **self._described(vendor),
        )  # fmt: skip
        self.ids[slug], self.bps[slug] = vendor_id, vendor["commission_percent"] * 100
        self.actors[slug] = str(owner_id)
        self._bulk.add(
            VendorMember, at=joined, vendor_id=vendor_id, user_id=owner_id,
            role=VendorRole.OWNER, joined_at=joined,
        )  # fmt: skip
        self.places[slug] = self._bulk.add(
            StockLocation, at=joined, vendor_id=vendor_id, name="Workshop",
            country=vendor["country"], is_default=True,
        )  # fmt: skip
        for before, after in zip((None, *PATH), PATH, strict=False):
            self._bulk.add(
                VendorStatusChange, at=joined, vendor_id=vendor_id,
                from_status=before, to_status=after, actor="system",
            )  # fmt: skip
        self._add_rates(vendor_id, vendor["shipping"])

    def _described(self, vendor: Record) -> Record:
        address, ships_from = vendor["address"], vendor["ships_from"]
        plain = ("slug", "name", "craft", "story", "founded", "people", "languages",
                 "legal_name", "vat_id", "email", "phone", "town", "region", "country",
                 "policies")  # fmt: skip
        return {
            **{name: vendor[name] for name in plain},
            "vat_id": "" if vendor["slug"] in SMALL_BUSINESSES else vendor["vat_id"],
            "status": VendorStatus.APPROVED,
            "line1": address["line1"],
            "postcode": address["postcode"],
            "latitude": str(ships_from["lat"]),
            "longitude": str(ships_from["lon"]),
            "dispatch_days_min": vendor["dispatch_days"]["min"],
            "dispatch_days_max": vendor["dispatch_days"]["max"],
            "selvedge": self._source.selvedges[vendor["slug"]],
            "mark_path": self._pictures.place(vendor["mark"]),
            **self._holiday(vendor),
        }

    def _holiday(self, vendor: Record) -> Record:
        """One of them is away, whenever the shop is made."""
        holiday = vendor.get("holiday")
        if holiday is None:
            return {}
        first = self._source.now.date() - timedelta(days=holiday["began_days_ago"])
        return {
            "vacation_from": first,
            "vacation_to": first + timedelta(days=holiday["days"] - 1),
            "vacation_message": holiday["message"],
        }

    def _add_rates(self, vendor_id: UUID, shipping: Record) -> None:
        free_over = shipping["free_over_eur"]
        for zone, (least, most) in TRANSIT.items():
            euros = shipping[f"{zone.value}_eur"]
            for currency in ("EUR", "USD"):
                self._bulk.add(
                    DeliveryRate,
                    vendor_id=vendor_id,
                    zone=zone,
                    currency=currency,
                    price_minor=in_currency(euros, currency),
                    free_over_minor=free_over and in_currency(free_over, currency),
                    transit_days_min=least,
                    transit_days_max=most,
                )
                if zone in EXPRESS:
                    self._add_express(vendor_id, zone, currency, euros)

    def _add_express(self, vendor_id: UUID, zone: Zone, currency: str, euros: int) -> None:
        """Never free: it is for those who are in a hurry."""
        least, most = EXPRESS[zone]
        self._bulk.add(
            DeliveryRate,
            vendor_id=vendor_id,
            zone=zone,
            currency=currency,
            service=Service.EXPRESS,
            name="Express parcel",
            price_minor=in_currency(euros + EXPRESS_COSTS_MORE[zone], currency),
            transit_days_min=least,
            transit_days_max=most,
        )


def in_currency(euro_cents: int, currency: str) -> int:
    """A price list in dollars beside one in euros: stated, not converted at checkout."""
    if currency == "EUR":
        return euro_cents
    exact = euro_cents * DOLLARS_PER_100_EUROS
    return -(-exact // (100 * ROUND_TO)) * ROUND_TO
