"""What vendors say about their delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.currencies import ensure_sold_in
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.kernel.principal import Principal, VendorRole
from core.shipping import queries
from core.shipping.arrival import Days
from core.shipping.models import DeliveryRate, Service, Zone

LONGEST_TRANSIT_DAYS = 90
LONGEST_NAME = 80
HIGHEST_PRICE_MINOR = 100_000_00


@dataclass(frozen=True, slots=True)
class OfferedRate:
    """A rate as a vendor offers it; ``free_over`` in the currency of ``price``."""

    zone: Zone
    price: Money
    transit: Days
    name: str = "Standard parcel"
    free_over: Money | None = None
    service: Service = Service.STANDARD


async def list_rates(session: AsyncSession, caller: Principal) -> list[DeliveryRate]:
    return await queries.list_rates(session, caller.require_vendor())


async def set_rates(
    session: AsyncSession, caller: Principal, offered: Sequence[OfferedRate]
) -> None:
    """Replace the workshop's rates. A zone without one is not delivered to."""
    vendor_id = caller.require_vendor(VendorRole.ORDERS)
    places = [(rate.zone, rate.price.currency, rate.service) for rate in offered]
    if len(set(places)) != len(places):
        raise Invalid("There can be one rate for each zone, currency and speed.")
    await queries.replace_rates(session, vendor_id, [_row(vendor_id, rate) for rate in offered])


def _row(vendor_id: UUID, rate: OfferedRate) -> DeliveryRate:
    name = rate.name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(f"Name the rate in 1 to {LONGEST_NAME} characters.", field="name")
    if not 0 <= rate.price.minor <= HIGHEST_PRICE_MINOR:
        raise Invalid("Delivery costs 0 or more.", field="price")
    if not 0 <= rate.transit.least <= rate.transit.most <= LONGEST_TRANSIT_DAYS:
        raise Invalid(
            f"Transit takes 0 to {LONGEST_TRANSIT_DAYS} working days, the shorter time first.",
            field="transit",
        )
    return DeliveryRate(
        vendor_id=vendor_id,
        zone=rate.zone,
        service=rate.service,
        currency=ensure_sold_in(rate.price.currency),
        name=name,
        price_minor=rate.price.minor,
        free_over_minor=_threshold(rate),
        transit_days_min=rate.transit.least,
        transit_days_max=rate.transit.most,
    )


def _threshold(rate: OfferedRate) -> int | None:
    if rate.free_over is None:
        return None
    if rate.free_over.currency != rate.price.currency or rate.free_over.minor <= 0:
        raise Invalid(
            "Free delivery starts at an amount in the currency of the rate.", field="free_over"
        )
    return rate.free_over.minor
