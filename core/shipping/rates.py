"""What it costs to send a parcel of a vendor's goods to a country, and in which ways."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.shipping import queries
from core.shipping.arrival import Arrival, Days, arrival_of
from core.shipping.errors import DeliveryUnavailable
from core.shipping.footprint import Way, way
from core.shipping.models import DeliveryRate, Service
from core.shipping.zones import zone_between
from core.vendors.models import Vendor

Options = Mapping[UUID, tuple["Rate", ...]]


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one parcel. ``free_over`` is the amount of goods from which it is free;
    ``way`` how it travels, if we know.
    """

    vendor_id: UUID
    name: str
    price: Money
    free_over: Money | None
    dispatch: Days
    transit: Days
    service: Service = Service.STANDARD
    way: Way | None = None

    @classmethod
    def of(
        cls, row: DeliveryRate, vendor: Vendor, goods: Money, country: str | None = None
    ) -> "Rate":
        over = row.free_over_minor
        free_over = None if over is None else Money(over, row.currency)
        is_free = free_over is not None and goods >= free_over
        return cls(
            vendor_id=row.vendor_id,
            name=row.name,
            price=Money(0 if is_free else row.price_minor, row.currency),
            free_over=free_over,
            dispatch=Days(vendor.dispatch_days_min, vendor.dispatch_days_max),
            transit=Days(row.transit_days_min, row.transit_days_max),
            service=row.service,
            way=way(vendor.country, _place(vendor), country, row.service) if country else None,
        )

    def arrival(self, placed_on: date, *, lead_time_days: int = 0) -> Arrival:
        return arrival_of(placed_on, self.dispatch, self.transit, lead_time_days=lead_time_days)

    def footprint_g(self, weight_g: int | None) -> int | None:
        """Grams of CO2e for a parcel of this gross weight; None where a fact is missing."""
        return None if self.way is None or weight_g is None else self.way.grams(weight_g)


async def parcel_rate(
    session: AsyncSession, vendor_id: UUID, country: str, currency: str, goods: Money
) -> Rate:
    """The rate of one parcel with ``goods`` worth of goods, or ``DeliveryUnavailable``."""
    return (await parcel_rates(session, {vendor_id: goods}, country, currency))[vendor_id]


async def parcel_rates(
    session: AsyncSession, goods: Mapping[UUID, Money], country: str, currency: str
) -> dict[UUID, Rate]:
    """The cheapest rate of each vendor's parcel, in one statement; ``DeliveryUnavailable``
    names every vendor that has none.
    """
    options = await parcel_options(session, goods, country, currency)
    ensure_delivered(options, goods.keys(), country, currency)
    return {vendor_id: rates[0] for vendor_id, rates in options.items()}


async def find_parcel_rates(
    session: AsyncSession, goods: Mapping[UUID, Money], country: str, currency: str
) -> dict[UUID, Rate]:
    """Like ``parcel_rates``, but vendors that do not deliver there are left out."""
    options = await parcel_options(session, goods, country, currency)
    return {vendor_id: rates[0] for vendor_id, rates in options.items()}


async def parcel_options(
    session: AsyncSession, goods: Mapping[UUID, Money], country: str, currency: str
) -> dict[UUID, tuple[Rate, ...]]:
    """Every way to send each vendor's parcel, the cheapest first, of equal price the slower."""
    if not goods:
        return {}
    found: dict[UUID, list[Rate]] = {}
    for row, vendor in await queries.rates_with_vendors(session, goods.keys(), currency):
        if row.zone is zone_between(vendor.country, country):
            rate = Rate.of(row, vendor, goods[vendor.id], country)
            found.setdefault(vendor.id, []).append(rate)
    return {vendor_id: tuple(sorted(rates, key=_order)) for vendor_id, rates in found.items()}


def ensure_delivered(
    options: Options, vendor_ids: Collection[UUID], country: str, currency: str
) -> None:
    if missing := set(vendor_ids) - options.keys():
        raise DeliveryUnavailable(missing, country, currency)


def _order(rate: Rate) -> tuple[int, bool]:
    return rate.price.minor, rate.service is Service.EXPRESS


def _place(vendor: Vendor) -> tuple[float, float] | None:
    if vendor.latitude is None or vendor.longitude is None:
        return None
    return float(vendor.latitude), float(vendor.longitude)
