"""Change what a workshop says about itself."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.errors import Forbidden
from core.kernel.principal import Principal
from core.vendors import queries
from core.vendors.events import VendorUpdated
from core.vendors.models import Vendor, VendorStatus
from core.vendors.policies import ensure_owner
from core.vendors.shop_details import ShopDetails, checked


async def get_shop_settings(session: AsyncSession, principal: Principal) -> Vendor:
    return await queries.get_vendor(session, principal.require_vendor())


async def update_shop(
    session: AsyncSession, principal: Principal, details: ShopDetails
) -> Vendor:
    """Owners only. The address of the shop page stays: links to it are out in the world."""
    values = checked(details)
    vendor = await queries.lock_vendor(session, ensure_owner(principal))
    if vendor.status is VendorStatus.CLOSED:
        raise Forbidden("This workshop is closed.")
    for name, value in values.items():
        setattr(vendor, name, value)
    await emit(session, VendorUpdated(vendor_id=vendor.id))
    return vendor
