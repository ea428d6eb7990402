"""Change what a member may do."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal, VendorRole
from core.vendors import queries
from core.vendors.errors import LastOwner
from core.vendors.models import VendorMember
from core.vendors.policies import ensure_owner


async def change_member_role(
    session: AsyncSession, principal: Principal, member_id: UUID, role: VendorRole
) -> VendorMember:
    """Takes effect with the member's next click. The last owner stays one."""
    vendor_id = ensure_owner(principal)
    await queries.lock_vendor(session, vendor_id)
    member = await queries.get_member(session, vendor_id, member_id)
    if role is not VendorRole.OWNER and (
        await queries.list_owner_ids(session, vendor_id) == {member.user_id}
    ):
        raise LastOwner
    member.role = role
    return member
