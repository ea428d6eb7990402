"""What an order costs: a pure function of lines, rates and commission.

Discounts and taxes have their slots in the sums; both are computed per line before the split.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.kernel.money import Money, total
from core.shipping.rates import Rate


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A line as it would be sold now. ``commission_bps`` is the vendor's current plan."""

    variant_id: UUID
    product_id: UUID
    vendor_id: UUID
    title: str
    slug: str
    options: tuple[str, ...]
    sku: str
    image_key: str
    weight_g: int | None
    lead_time_days: int | None
    quantity: int
    unit: Money
    commission_bps: int

    @property
    def total(self) -> Money:
        return self.unit * self.quantity

    @property
    def commission(self) -> Money:
        """The market's part, rounded once, on the line."""
        return self.total.share(self.commission_bps)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one vendor sends: its lines and its delivery."""

    vendor_id: UUID
    lines: tuple[QuoteLine, ...]
    rate: Rate

    @property
    def currency(self) -> str:
        return self.rate.price.currency

    @property
    def items(self) -> Money:
        return total((line.total for line in self.lines), self.currency)

    @property
    def delivery(self) -> Money:
        return self.rate.price

    @property
    def total(self) -> Money:
        return self.items + self.delivery

    @property
    def commission(self) -> Money:
        return total((line.commission for line in self.lines), self.currency)

    @property
    def lead_time_days(self) -> int:
        return max((line.lead_time_days or 0 for line in self.lines), default=0)


@dataclass(frozen=True, slots=True)
class Quote:
    currency: str
    country: str
    parcels: tuple[Parcel, ...]
    quoted_on: date

    @property
    def items(self) -> Money:
        return total((parcel.items for parcel in self.parcels), self.currency)

    @property
    def delivery(self) -> Money:
        return total((parcel.delivery for parcel in self.parcels), self.currency)

    @property
    def total(self) -> Money:
        return total((parcel.total for parcel in self.parcels), self.currency)

    def quantities(self) -> dict[UUID, int]:
        return {line.variant_id: line.quantity for p in self.parcels for line in p.lines}

    def fingerprint(self) -> str:
        """Equal for quotes that a buyer could not tell apart: same goods, prices and
        delivery.
        """
        facts = [
            self.currency,
            self.country,
            sorted(
                (str(line.variant_id), line.quantity, line.unit.minor)
                for parcel in self.parcels
                for line in parcel.lines
            ),
            sorted((str(p.vendor_id), p.delivery.minor) for p in self.parcels),
        ]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def quote(
    currency: str,
    country: str,
    lines: Sequence[QuoteLine],
    rates: Mapping[UUID, Rate],
    *,
    on: date,
) -> Quote:
    """Group the lines into one parcel a vendor, in the order in which vendors appear."""
    by_vendor: dict[UUID, list[QuoteLine]] = {}
    for line in lines:
        by_vendor.setdefault(line.vendor_id, []).append(line)
    parcels = tuple(
        Parcel(vendor_id, tuple(own), rates[vendor_id]) for vendor_id, own in by_vendor.items()
    )
    return Quote(currency, country, parcels, on)
