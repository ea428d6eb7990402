"""Whether a workshop's products are shown without waiting for a person."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.principal import Principal
from core.vendors import queries
from core.vendors.models import Vendor
from core.vendors.policies import ensure_may_decide


async def trust_vendor(session: AsyncSession, principal: Principal, vendor_id: UUID) -> Vendor:
    """Its products go on sale as soon as the workshop publishes them."""
    vendor = await _lock(session, principal, vendor_id)
    vendor.is_auto_publish = True
    summary = f"Products of {vendor.name} skip moderation"
    await audit.record(session, principal, "vendors.trust", "vendor", vendor.id, summary)
    return vendor


async def moderate_vendor(
    session: AsyncSession, principal: Principal, vendor_id: UUID
) -> Vendor:
    """What it publishes from now on waits in the moderation queue; what is on sale stays."""
    vendor = await _lock(session, principal, vendor_id)
    vendor.is_auto_publish = False
    summary = f"Products of {vendor.name} are moderated"
    await audit.record(session, principal, "vendors.moderate", "vendor", vendor.id, summary)
    return vendor


async def _lock(session: AsyncSession, principal: Principal, vendor_id: UUID) -> Vendor:
    await ensure_may_decide(session, principal, vendor_id)
    return await queries.lock_vendor(session, vendor_id)
