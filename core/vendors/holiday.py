"""Holidays of a workshop: days on which it stays open to look at and sells nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.kernel.principal import Principal
from core.kernel.text import one_line
from core.vendors import queries
from core.vendors.errors import ShopDetailsInvalid
from core.vendors.events import VendorUpdated
from core.vendors.models import Vendor
from core.vendors.policies import ensure_owner

LONGEST_MESSAGE = 300
LONGEST = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Holiday:
    """From the first day to the last one, both included; a blank one ends what was set."""

    first: date | None = None
    last: date | None = None
    message: str = ""


async def set_holiday(
    session: AsyncSession, principal: Principal, holiday: Holiday, today: date
) -> Vendor:
    """Owners only. Orders that were placed before stay to be sent."""
    vendor = await queries.lock_vendor(session, ensure_owner(principal))
    first, last = _checked(holiday, today)
    vendor.vacation_from, vendor.vacation_to = first, last
    vendor.vacation_message = one_line(holiday.message, LONGEST_MESSAGE) if first else ""
    await session.flush()
    await emit(session, VendorUpdated(vendor_id=vendor.id))
    told = f"On holiday from {first} to {last}" if first else "No holiday"
    await audit.record(session, principal, "vendor.set_holiday", "vendor", vendor.id, told)
    return vendor


async def turn_holidays(session: AsyncSession, today: date) -> int:
    """Tell of every workshop that leaves today or is back today; again does no harm."""
    turning = await queries.list_turning_holiday(session, today)
    for vendor_id in turning:
        await emit(session, VendorUpdated(vendor_id=vendor_id))
    return len(turning)


def _checked(holiday: Holiday, today: date) -> tuple[date | None, date | None]:
    first, last = holiday.first, holiday.last
    if first is None and last is None:
        return None, None
    if first is None or last is None:
        name = "vacation_from" if first is None else "vacation_to"
        raise ShopDetailsInvalid("A holiday has a first and a last day.", field=name)
    if last < first:
        raise ShopDetailsInvalid("The last day is before the first.", field="vacation_to")
    if last < today:
        raise ShopDetailsInvalid("This day is over.", field="vacation_to")
    if last - first > LONGEST:
        raise ShopDetailsInvalid("At most half a year. Set it anew then.", field="vacation_to")
    return first, last
