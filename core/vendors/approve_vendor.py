"""Let a reviewed workshop sell."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.clock import utc_now
from core.kernel.principal import Principal
from core.vendors.events import VendorApproved
from core.vendors.models import Vendor, VendorStatus
from core.vendors.move_vendor import decide


async def approve_vendor(
    session: AsyncSession, principal: Principal, vendor_id: UUID
) -> Vendor:
    """Only out of a review: a suspended workshop is reinstated instead."""
    vendor = await decide(
        session,
        principal,
        vendor_id,
        VendorStatus.APPROVED,
        "approve",
        out_of=VendorStatus.IN_REVIEW,
    )
    vendor.joined_on = vendor.joined_on or utc_now().date()
    await emit(session, VendorApproved(vendor_id=vendor.id))
    return vendor
