"""Take up a shop again that was turned down."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.vendors.models import Vendor, VendorStatus
from core.vendors.move_vendor import move_vendor
from core.vendors.policies import ensure_owner


async def resume_onboarding(session: AsyncSession, principal: Principal) -> Vendor:
    vendor_id = ensure_owner(principal)
    return await move_vendor(
        session, principal, vendor_id, VendorStatus.ONBOARDING, out_of=VendorStatus.REJECTED
    )
