"""Take a workshop off sale."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.principal import Principal
from core.vendors.events import VendorSuspended
from core.vendors.models import Vendor, VendorStatus
from core.vendors.move_vendor import decide, required_reason


async def suspend_vendor(
    session: AsyncSession, principal: Principal, vendor_id: UUID, reason: str
) -> Vendor:
    """Its products are hidden and nothing new is sold; open orders go on, and members still
    sign in.
    """
    reason = required_reason(reason)
    vendor = await decide(
        session, principal, vendor_id, VendorStatus.SUSPENDED, "suspend", reason=reason
    )
    await emit(session, VendorSuspended(vendor_id=vendor.id, reason=reason))
    return vendor
