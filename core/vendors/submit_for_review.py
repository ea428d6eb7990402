"""Ask the market to look at a shop."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.principal import Principal
from core.vendors import queries
from core.vendors.errors import ShopIncomplete
from core.vendors.events import VendorSubmitted
from core.vendors.models import Vendor, VendorStatus
from core.vendors.move_vendor import move_vendor
from core.vendors.policies import ensure_owner

REQUIRED = (
    "name", "craft", "story", "legal_name", "email", "line1", "postcode", "town", "country",
)  # fmt: skip


def missing_details(vendor: Vendor) -> list[str]:
    """What a shop still lacks before it can be reviewed, by field name."""
    return [name for name in REQUIRED if not getattr(vendor, name).strip()]


async def submit_for_review(session: AsyncSession, principal: Principal) -> Vendor:
    """Only complete shops wait for a decision."""
    vendor_id = ensure_owner(principal)
    if missing := missing_details(await queries.get_vendor(session, vendor_id)):
        raise ShopIncomplete(missing)
    vendor = await move_vendor(session, principal, vendor_id, VendorStatus.IN_REVIEW)
    await emit(session, VendorSubmitted(vendor_id=vendor.id))
    return vendor
