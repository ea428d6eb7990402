"""Turn a reviewed workshop down."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.principal import Principal
from core.vendors.events import VendorRejected
from core.vendors.models import Vendor, VendorStatus
from core.vendors.move_vendor import decide, required_reason


async def reject_vendor(
    session: AsyncSession, principal: Principal, vendor_id: UUID, reason: str
) -> Vendor:
    """The workshop may take up its shop again and ask once more."""
    reason = required_reason(reason)
    vendor = await decide(
        session, principal, vendor_id, VendorStatus.REJECTED, "reject", reason=reason
    )
    await emit(session, VendorRejected(vendor_id=vendor.id, reason=reason))
    return vendor
