"""What an order costs: a pure function of lines, discounts, rates and commission.

Discounts are spread over the lines before the split into parcels, so that every sum of a
vendor is a sum of its own lines.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from core.kernel.money import Money, total
from core.promotions.apply import Applied, Refused
from core.promotions.discount import Discount
from core.shipping.models import Service
from core.shipping.packaging import DEFAULT, Packaging, packaging
from core.shipping.rates import Options, Rate
from core.taxes.charge import TaxCharge, included, on_top, owed_by_market
from core.vendors.commission_terms import Commission, CommissionTerms


@dataclass(frozen=True, slots=True)
class ParcelChoice:
    """What the buyer chose for one workshop's parcel. Without a choice it is the cheapest."""

    service: Service | None = None
    packaging: str = ""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A line as it would be sold now, with the ``terms`` of its commission."""

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
    terms: CommissionTerms
    discounts: tuple[Discount, ...] = ()
    taxes: tuple[TaxCharge, ...] = ()
    # A gift card: no tax, discount or prepaid value touches it.
    is_voucher: bool = False

    @property
    def gross(self) -> Money:
        return self.unit * self.quantity

    @property
    def discount(self) -> Money:
        return total((one.amount for one in self.discounts), self.unit.currency)

    @property
    def subsidy(self) -> Money:
        """The part of the discount that the market pays to the vendor."""
        return total((one.subsidy for one in self.discounts), self.unit.currency)

    @property
    def vendor_discount(self) -> Money:
        """The part of the discount that the vendor gives."""
        return self.discount - self.subsidy

    @property
    def total(self) -> Money:
        """What the buyer pays for the line, before a tax on top of it."""
        return self.gross - self.discount

    @property
    def charge(self) -> Commission:
        """Of what the vendor asks, rounded once, on the line."""
        return self.terms.charge(self.gross - self.vendor_discount, self.quantity)

    @property
    def commission(self) -> Money:
        """The market's part."""
        return self.charge.whole

    @property
    def tax(self) -> Money:
        """What comes on top of the price."""
        return on_top(self.taxes, self.unit.currency)

    @property
    def tax_included(self) -> Money:
        """What the price contains; told, not added."""
        return included(self.taxes, self.unit.currency)

    @property
    def market_tax(self) -> Money:
        """The part of both that the market owes in place of the workshop."""
        return owed_by_market(self.taxes, self.unit.currency)

    @property
    def charged(self) -> Money:
        return self.total + self.tax


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one vendor sends: its lines, how it is sent and what it is packed in.

    ``options`` are all the ways it can be sent, ``rate`` is the chosen one.
    """

    vendor_id: UUID
    lines: tuple[QuoteLine, ...]
    rate: Rate
    packaging: Packaging = DEFAULT
    options: tuple[Rate, ...] = field(default=())
    delivery_discounts: tuple[Discount, ...] = ()
    delivery_taxes: tuple[TaxCharge, ...] = ()

    @property
    def currency(self) -> str:
        return self.rate.price.currency

    @property
    def items(self) -> Money:
        """The goods at their prices, before discounts."""
        return total((line.gross for line in self.lines), self.currency)

    @property
    def is_voucher(self) -> bool:
        """Gift cards, sold by the market itself and by nobody else."""
        return any(line.is_voucher for line in self.lines)

    @property
    def packing(self) -> Money:
        return self.packaging.price(self.currency)

    @property
    def delivery(self) -> Money:
        """What is charged for getting it there: carriage and packaging, one sum that is
        earned, refunded and booked as a whole. No commission is taken from it.
        """
        return self.rate.price + self.packing

    @property
    def delivery_discount(self) -> Money:
        return total((one.amount for one in self.delivery_discounts), self.currency)

    @property
    def delivery_subsidy(self) -> Money:
        return total((one.subsidy for one in self.delivery_discounts), self.currency)

    @property
    def discount(self) -> Money:
        """All that is taken off, of goods and delivery."""
        lines = total((line.discount for line in self.lines), self.currency)
        return lines + self.delivery_discount

    @property
    def subsidy(self) -> Money:
        lines = total((line.subsidy for line in self.lines), self.currency)
        return lines + self.delivery_subsidy

    @property
    def taxable_delivery(self) -> Money:
        return self.delivery - self.delivery_discount

    @property
    def taxes(self) -> tuple[TaxCharge, ...]:
        return (*(tax for line in self.lines for tax in line.taxes), *self.delivery_taxes)

    @property
    def delivery_tax(self) -> Money:
        return on_top(self.delivery_taxes, self.currency)

    @property
    def tax(self) -> Money:
        return on_top(self.taxes, self.currency)

    @property
    def tax_included(self) -> Money:
        return included(self.taxes, self.currency)

    @property
    def market_tax(self) -> Money:
        return owed_by_market(self.taxes, self.currency)

    @property
    def total(self) -> Money:
        return self.items + self.delivery - self.discount + self.tax

    @property
    def weight_g(self) -> int | None:
        """Goods and packaging; None while the weight of a piece is not known."""
        weights = [line.weight_g and line.weight_g * line.quantity for line in self.lines]
        known = [weight for weight in weights if weight]
        return sum(known) + self.packaging.grams if len(known) == len(weights) else None

    def footprint_g(self, rate: Rate | None = None) -> int | None:
        return (rate or self.rate).footprint_g(self.weight_g)

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
    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def items(self) -> Money:
        return total((parcel.items for parcel in self.parcels), self.currency)

    @property
    def delivery(self) -> Money:
        return total((parcel.delivery for parcel in self.parcels), self.currency)

    @property
    def total(self) -> Money:
        return total((parcel.total for parcel in self.parcels), self.currency)

    @property
    def discount(self) -> Money:
        return total((parcel.discount for parcel in self.parcels), self.currency)

    @property
    def tax(self) -> Money:
        return total((parcel.tax for parcel in self.parcels), self.currency)

    @property
    def tax_included(self) -> Money:
        return total((parcel.tax_included for parcel in self.parcels), self.currency)

    @property
    def taxes(self) -> tuple[TaxCharge, ...]:
        return tuple(tax for parcel in self.parcels for tax in parcel.taxes)

    @property
    def packing(self) -> Money:
        return total((parcel.packing for parcel in self.parcels), self.currency)

    @property
    def payable(self) -> Money:
        """What prepaid value may pay: everything but gift cards."""
        own = (parcel.total for parcel in self.parcels if not parcel.is_voucher)
        return total(own, self.currency)

    @property
    def carriage(self) -> Money:
        return self.delivery - self.packing

    def quantities(self) -> dict[UUID, int]:
        return {line.variant_id: line.quantity for p in self.parcels for line in p.lines}

    def fingerprint(self) -> str:
        """Equal for quotes that a buyer could not tell apart: same goods, prices,
        discounts, delivery and taxes.
        """
        facts = [
            self.currency,
            self.country,
            sorted(
                (str(line.variant_id), line.quantity, line.unit.minor, line.discount.minor)
                for parcel in self.parcels
                for line in parcel.lines
            ),
            sorted(
                (
                    str(p.vendor_id),
                    p.rate.service,
                    p.rate.price.minor,
                    p.packaging.code,
                    p.packing.minor,
                    p.delivery_discount.minor,
                    sorted(_told(tax) for tax in p.taxes),
                )
                for p in self.parcels
            ),
        ]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _told(tax: TaxCharge) -> tuple[str, str, int, int]:
    return tax.jurisdiction, tax.treatment, tax.rate_ppm, tax.amount.minor


def quote(
    currency: str,
    country: str,
    lines: Sequence[QuoteLine],
    options: Options,
    *,
    on: date,
    choices: Mapping[UUID, ParcelChoice] | None = None,
) -> Quote:
    """Group the lines into one parcel a vendor, in the order in which vendors appear."""
    by_vendor: dict[UUID, list[QuoteLine]] = {}
    for line in lines:
        by_vendor.setdefault(line.vendor_id, []).append(line)
    parcels = tuple(
        _parcel(vendor_id, own, options[vendor_id], (choices or {}).get(vendor_id))
        for vendor_id, own in by_vendor.items()
    )
    return Quote(currency, country, parcels, on)


def _parcel(
    vendor_id: UUID,
    lines: Sequence[QuoteLine],
    options: tuple[Rate, ...],
    choice: ParcelChoice | None,
) -> Parcel:
    """A service that is not offered there falls back to the cheapest one."""
    choice = choice or ParcelChoice()
    chosen = (rate for rate in options if rate.service is choice.service)
    return Parcel(
        vendor_id,
        tuple(lines),
        next(chosen, options[0]),
        packaging(choice.packaging),
        options,
    )
