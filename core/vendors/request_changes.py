"""Send a reviewed workshop back to its shop."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.principal import Principal
from core.vendors.events import VendorChangesRequested
from core.vendors.models import Vendor, VendorStatus
from core.vendors.move_vendor import decide, required_reason


async def request_changes(
    session: AsyncSession, principal: Principal, vendor_id: UUID, reason: str
) -> Vendor:
    """``reason`` names what has to change before the next review."""
    reason = required_reason(reason)
    vendor = await decide(
        session,
        principal,
        vendor_id,
        VendorStatus.ONBOARDING,
        "request_changes",
        reason=reason,
        out_of=VendorStatus.IN_REVIEW,
    )
    await emit(session, VendorChangesRequested(vendor_id=vendor.id, reason=reason))
    return vendor
