"""End a membership."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries as users
from core.identity.roles import drop_role
from core.kernel.errors import Forbidden
from core.kernel.principal import Principal, Role, VendorRole
from core.vendors import queries
from core.vendors.errors import LastOwner


async def remove_member(session: AsyncSession, principal: Principal, member_id: UUID) -> None:
    """Owners remove anyone, members themselves; the last owner stays. A waiting invitation is
    withdrawn the same way.
    """
    vendor_id = principal.require_vendor()
    await queries.lock_vendor(session, vendor_id)
    member = await queries.get_member(session, vendor_id, member_id)
    if principal.vendor_role is not VendorRole.OWNER and member.user_id != principal.user_id:
        raise Forbidden("Only owners remove others from a workshop.")
    if await queries.list_owner_ids(session, vendor_id) == {member.user_id}:
        raise LastOwner
    await users.delete_token(session, member.id)
    await session.delete(member)
    await session.flush()
    if not await queries.has_membership(session, member.user_id):
        await drop_role(session, member.user_id, Role.VENDOR)
