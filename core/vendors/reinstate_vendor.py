"""End a suspension."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.principal import Principal
from core.vendors.events import VendorReinstated
from core.vendors.models import Vendor, VendorStatus
from core.vendors.move_vendor import decide


async def reinstate_vendor(
    session: AsyncSession, principal: Principal, vendor_id: UUID
) -> Vendor:
    """Its products are on sale again as they were."""
    vendor = await decide(
        session,
        principal,
        vendor_id,
        VendorStatus.APPROVED,
        "reinstate",
        out_of=VendorStatus.SUSPENDED,
    )
    await emit(session, VendorReinstated(vendor_id=vendor.id))
    return vendor
