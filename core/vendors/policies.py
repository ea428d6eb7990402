"""Who may do what to a workshop."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal, VendorRole
from core.vendors import queries
from core.vendors.errors import OwnWorkshop


def ensure_owner(principal: Principal) -> UUID:
    """The workshop the caller owns a part of."""
    return principal.require_vendor(VendorRole.OWNER)


async def ensure_may_decide(
    session: AsyncSession, principal: Principal, vendor_id: UUID
) -> None:
    """Staff decide about workshops, and nobody about their own."""
    principal.require_staff()
    if principal.user_id is None:
        return
    if await queries.find_member(session, vendor_id, principal.user_id) is not None:
        raise OwnWorkshop
