"""What it costs to send a parcel of a vendor's goods to a country."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.shipping import queries
from core.shipping.arrival import Arrival, Days, arrival_of
from core.shipping.errors import DeliveryUnavailable
from core.shipping.models import DeliveryRate
from core.shipping.zones import zone_between
from core.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class Rate:
    """The price of one parcel. ``free_over`` is the amount of goods from which it is free."""

    vendor_id: UUID
    name: str
    price: Money
    free_over: Money | None
    dispatch: Days
    transit: Days

    @classmethod
    def of(cls, row: DeliveryRate, vendor: Vendor, goods: Money) -> "Rate":
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
        )

    def arrival(self, placed_on: date, *, lead_time_days: int = 0) -> Arrival:
        return arrival_of(placed_on, self.dispatch, self.transit, lead_time_days=lead_time_days)


async def parcel_rate(
    session: AsyncSession, vendor_id: UUID, country: str, currency: str, goods: Money
) -> Rate:
    """The rate of one parcel with ``goods`` worth of goods, or ``DeliveryUnavailable``."""
    return (await parcel_rates(session, {vendor_id: goods}, country, currency))[vendor_id]


async def parcel_rates(
    session: AsyncSession, goods: Mapping[UUID, Money], country: str, currency: str
) -> dict[UUID, Rate]:
    """The rate of each vendor's parcel, in one statement; ``DeliveryUnavailable`` names every
    vendor that has none.
    """
    found = await find_parcel_rates(session, goods, country, currency)
    if missing := goods.keys() - found.keys():
        raise DeliveryUnavailable(missing, country, currency)
    return found


async def find_parcel_rates(
    session: AsyncSession, goods: Mapping[UUID, Money], country: str, currency: str
) -> dict[UUID, Rate]:
    """Like ``parcel_rates``, but vendors that do not deliver there are left out."""
    if not goods:
        return {}
    rows = await queries.rates_with_vendors(session, goods.keys(), currency)
    return {
        vendor.id: Rate.of(row, vendor, goods[vendor.id])
        for row, vendor in rows
        if row.zone is zone_between(vendor.country, country)
    }
